/// Some members of a ranked list in order, in one allocation.
final class RankedChunk: ManagedBuffer<RankedCells.Size, UInt64> {
    static func make(capacity: Int) -> RankedChunk {
        // `create` makes an object of the class it is called on, and says so only in its comment.
        unsafeDowncast(
            RankedChunk.create(minimumCapacity: capacity * RankedCells.words) { _ in
                RankedCells.Size(count: 0, capacity: capacity)
            },
            to: RankedChunk.self
        )
    }

    /// A chunk of elements that are in order.
    static func make(_ elements: some Collection<ScoredMember>) -> RankedChunk {
        let chunk = make(capacity: elements.count)
        for (place, element) in elements.enumerated() { chunk.cells.insert(element, at: place) }
        return chunk
    }

    /// What is in the chunk, as long as somebody holds it.
    @inline(__always) var cells: RankedCells {
        withUnsafeMutablePointers { RankedCells(size: $0, words: $1) }
    }

    /// A chunk with the elements of some places, and room for more.
    @inline(never)
    func clone(_ places: Range<Int>, capacity: Int) -> RankedChunk {
        let copy = RankedChunk.make(capacity: capacity)
        copy.cells.append(cells, places)
        return copy
    }

    deinit {
        cells.remove(0..<cells.count)
    }
}

/// The elements of a chunk, by pointer: what reads or changes them counts no references to the chunk.
///
/// The scores lie together in front of the members, so that a search reads few lines of memory.
struct RankedCells {
    /// How many elements there are, and room for how many.
    struct Size {
        var count: Int
        let capacity: Int
    }

    /// The words of memory that an element takes.
    static var words: Int {
        (MemoryLayout<Double>.stride + MemoryLayout<ByteString>.stride)
            / MemoryLayout<UInt64>.stride
    }

    private let size: UnsafeMutablePointer<Size>
    let scores: UnsafeMutablePointer<Double>
    let members: UnsafeMutablePointer<ByteString>

    @inline(__always)
    init(size: UnsafeMutablePointer<Size>, words: UnsafeMutablePointer<UInt64>) {
        self.size = size
        scores = UnsafeMutableRawPointer(words).assumingMemoryBound(to: Double.self)
        members = UnsafeMutableRawPointer(words + size.pointee.capacity)
            .assumingMemoryBound(to: ByteString.self)
    }

    @inline(__always) var count: Int { size.pointee.count }
    @inline(__always) var capacity: Int { size.pointee.capacity }
    @inline(__always) var isFull: Bool { count == capacity }

    @inline(__always)
    subscript(place: Int) -> ScoredMember {
        ScoredMember(score: scores[place], member: members[place])
    }

    /// Appends copies of the elements of some places of another chunk, for which there is room.
    func append(_ other: RankedCells, _ places: Range<Int>) {
        (scores + count).initialize(
            from: other.scores + places.lowerBound,
            count: places.count
        )
        (members + count).initialize(
            from: other.members + places.lowerBound,
            count: places.count
        )
        size.pointee.count += places.count
    }

    /// Inserts an element, for which there is room.
    @inline(__always)
    func insert(_ element: borrowing ScoredMember, at place: Int) {
        open(place)
        scores[place] = element.score
        (members + place).initialize(to: element.member)
    }

    /// Removes the elements of some places.
    @inline(__always)
    func remove(_ places: Range<Int>) {
        (members + places.lowerBound).deinitialize(count: places.count)
        close(places)
    }

    /// Takes the element at a place of another chunk, with another score.
    @inline(__always)
    func take(_ old: Int, of other: RankedCells, score: Double, at new: Int) {
        open(new)
        scores[new] = score
        (members + new).moveInitialize(from: other.members + old, count: 1)
        other.close(old..<old + 1)
    }

    /// Moves an element to another place, with another score.
    @inline(__always)
    func move(_ old: Int, to new: Int, score: Double) {
        withUnsafeTemporaryAllocation(of: ByteString.self, capacity: 1) { lifted in
            guard let lifted = lifted.baseAddress else { return }
            lifted.moveInitialize(from: members + old, count: 1)
            if new > old {
                (scores + old).update(from: scores + old + 1, count: new - old)
                (members + old).moveInitialize(from: members + old + 1, count: new - old)
            } else {
                (scores + new + 1).update(from: scores + new, count: old - new)
                (members + new + 1).moveInitialize(from: members + new, count: old - new)
            }
            scores[new] = score
            (members + new).moveInitialize(from: lifted, count: 1)
        }
    }

    /// Makes a gap at a place.
    @inline(__always)
    private func open(_ place: Int) {
        let moved = count - place
        (scores + place + 1).update(from: scores + place, count: moved)
        (members + place + 1).moveInitialize(from: members + place, count: moved)
        size.pointee.count += 1
    }

    /// Closes a gap.
    @inline(__always)
    private func close(_ places: Range<Int>) {
        let moved = count - places.upperBound
        (scores + places.lowerBound).update(from: scores + places.upperBound, count: moved)
        (members + places.lowerBound).moveInitialize(
            from: members + places.upperBound,
            count: moved
        )
        size.pointee.count -= places.count
    }
}
