/// How many members each chunk of a ranked list has: what makes places of ranks, and ranks of places.
///
/// Sums of many chunks stand beside the sizes. A change is one addition or two, and a sum reads a row of
/// numbers, where a tree of sums would take steps that no processor foresees.
struct ChunkSizes {
    private static var bitsOfGroup: Int { 8 }
    private static var groupSize: Int { 1 << bitsOfGroup }

    private var sizes: ContiguousArray<Int32> = []
    /// The sum of the sizes in each group of chunks.
    private var groups: ContiguousArray<Int> = []

    init() {}

    init(of chunks: ContiguousArray<RankedChunk>) {
        sizes = ContiguousArray(chunks.lazy.map { Int32($0.cells.count) })
        groups = ContiguousArray(
            repeating: 0,
            count: (chunks.count + Self.groupSize - 1) >> Self.bitsOfGroup
        )
        for (chunk, size) in sizes.enumerated() { groups[chunk >> Self.bitsOfGroup] += Int(size) }
    }

    @inline(__always)
    mutating func change(_ chunk: Int, by difference: Int32) {
        sizes[chunk] += difference
        groups[chunk >> Self.bitsOfGroup] += Int(difference)
    }

    @inline(__always)
    mutating func moveOne(from: Int, to: Int) {
        sizes.withUnsafeMutableBufferPointer { sizes in
            sizes[from] -= 1
            sizes[to] += 1
        }
        guard from >> Self.bitsOfGroup != to >> Self.bitsOfGroup else { return }
        groups[from >> Self.bitsOfGroup] -= 1
        groups[to >> Self.bitsOfGroup] += 1
    }

    /// How many elements lie before a chunk.
    func sum(before chunk: Int) -> Int {
        let group = chunk >> Self.bitsOfGroup
        var sum = 0
        for size in groups[..<group] { sum &+= size }
        var rest: Int32 = 0
        for size in sizes[group << Self.bitsOfGroup..<chunk] { rest &+= size }
        return sum + Int(rest)
    }

    /// Where the element at a rank is; behind the last chunk for a rank that is too high.
    func place(of rank: Int) -> (chunk: Int, offset: Int) {
        var offset = rank
        var group = 0
        while group < groups.count, groups[group] <= offset {
            offset -= groups[group]
            group += 1
        }
        var chunk = group << Self.bitsOfGroup
        while chunk < sizes.count, Int(sizes[chunk]) <= offset {
            offset -= Int(sizes[chunk])
            chunk += 1
        }
        return (min(chunk, sizes.count), offset)
    }
}
