/// A member of a sorted set with its score.
struct ScoredMember {
    var score: Double
    var member: ByteString

    /// The order of sorted sets: by score, then by bytes.
    @inline(__always)
    static func < (left: borrowing ScoredMember, right: borrowing ScoredMember) -> Bool {
        left.score != right.score ? left.score < right.score : left.member < right.member
    }
}

/// Members in order, found by score and by rank.
///
/// They lie in sorted chunks, with the lowest score of each in one array and a Fenwick tree over the
/// sizes of the chunks for ranks. Two levels serve ten million members.
struct RankedList {
    private(set) var chunks: ContiguousArray<ContiguousArray<ScoredMember>> = []
    private(set) var fences: ContiguousArray<Double> = []
    private var tree: ContiguousArray<Int32> = []
    private(set) var count = 0

    private var capacity: Int {
        count < 5000 ? 32 : count < 50_000 ? 128 : count < 2_000_000 ? 256 : 512
    }

    init() {}

    /// A list of elements that are in order.
    init(sorted elements: [ScoredMember]) {
        count = elements.count
        // Chunks with some room, so that the next inserts do not split them.
        let size = capacity * 3 / 4
        for start in stride(from: 0, to: count, by: size) {
            chunks.append(ContiguousArray(elements[start..<min(start + size, count)]))
            fences.append(elements[start].score)
        }
        rebuildTree()
    }

    mutating func insert(_ element: ScoredMember) {
        count += 1
        guard !chunks.isEmpty else {
            chunks.append([element])
            fences.append(element.score)
            tree = [0, 1]
            return
        }
        let chunk = chunk(for: element)
        let at = lowerBound(element, in: chunk)
        chunks[chunk].insert(element, at: at)
        if at == 0 { fences[chunk] = element.score }
        if chunks[chunk].count > capacity { split(chunk) } else { adjust(chunk, by: 1) }
    }

    /// Removes an element that is known to be present.
    mutating func remove(_ element: ScoredMember) {
        count -= 1
        let chunk = chunk(for: element)
        let at = lowerBound(element, in: chunk)
        chunks[chunk].remove(at: at)
        if chunks[chunk].isEmpty {
            chunks.remove(at: chunk)
            fences.remove(at: chunk)
            rebuildTree()
        } else {
            if at == 0 { fences[chunk] = chunks[chunk][0].score }
            adjust(chunk, by: -1)
        }
    }

    /// Gives an element that is known to be present another score.
    mutating func move(_ element: ScoredMember, to score: Double) {
        let moved = ScoredMember(score: score, member: element.member)
        let from = chunk(for: element)
        let to = chunk(for: moved)
        guard from != to else { return move(element, to: moved, in: from) }
        guard chunks[from].count > 1, chunks[to].count < capacity else {
            remove(element)
            return insert(moved)
        }
        let old = lowerBound(element, in: from)
        let new = lowerBound(moved, in: to)
        chunks[from].remove(at: old)
        if old == 0 { fences[from] = chunks[from][0].score }
        adjust(from, by: -1)
        chunks[to].insert(moved, at: new)
        if new == 0 { fences[to] = score }
        adjust(to, by: 1)
    }

    /// Moves an element within its chunk.
    private mutating func move(_ element: ScoredMember, to moved: ScoredMember, in chunk: Int) {
        let old = lowerBound(element, in: chunk)
        var new = lowerBound(moved, in: chunk)
        chunks[chunk].withUnsafeMutableBufferPointer { elements in
            if new > old {
                new -= 1
                for place in old..<new { elements.swapAt(place, place + 1) }
            } else {
                for place in stride(from: old, to: new, by: -1) {
                    elements.swapAt(place, place - 1)
                }
            }
            elements[new] = moved
        }
        if old == 0 || new == 0 { fences[chunk] = chunks[chunk][0].score }
    }

    /// Removes the elements of a range of ranks, at least one.
    mutating func remove(ranks: Range<Int>) {
        var (chunk, offset) = place(of: ranks.lowerBound)
        var left = ranks.count
        let first = offset == 0 ? chunk : chunk + 1
        var end = first
        while left > 0 {
            let taken = min(left, chunks[chunk].count - offset)
            left -= taken
            if taken == chunks[chunk].count {
                end = chunk + 1
            } else {
                chunks[chunk].removeSubrange(offset..<offset + taken)
                fences[chunk] = chunks[chunk][0].score
            }
            offset = 0
            chunk += 1
        }
        chunks.removeSubrange(first..<end)
        fences.removeSubrange(first..<end)
        count -= ranks.count
        rebuildTree()
    }

    /// How many elements come before one, which need not be present.
    func rank(_ element: ScoredMember) -> Int {
        guard !chunks.isEmpty else { return 0 }
        let chunk = chunk(for: element)
        return elements(before: chunk) + lowerBound(element, in: chunk)
    }

    /// How many elements, from the lowest, have a property that no element after the first without
    /// it has.
    func rank(where isBefore: (borrowing ScoredMember) -> Bool) -> Int {
        var low = 0
        var high = chunks.count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(chunks[middle][0]) { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return 0 }
        let chunk = low - 1
        var first = 0
        var end = chunks[chunk].count
        while first < end {
            let middle = (first + end) / 2
            if isBefore(chunks[chunk][middle]) { first = middle + 1 } else { end = middle }
        }
        return elements(before: chunk) + first
    }

    /// Visits the elements of a range of ranks in order.
    func forEach(in ranks: Range<Int>, _ body: (borrowing ScoredMember) -> Void) {
        visit(ranks) { element in
            body(element)
            return true
        }
    }

    /// Visits the elements of a range of ranks in order, until the visitor has seen enough.
    func visit(_ ranks: Range<Int>, _ wantsMore: (borrowing ScoredMember) -> Bool) {
        var (chunk, offset) = place(of: ranks.lowerBound)
        var left = ranks.count
        while left > 0, chunk < chunks.count {
            let taken = min(left, chunks[chunk].count - offset)
            for index in offset..<offset + taken where !wantsMore(chunks[chunk][index]) { return }
            left -= taken
            offset = 0
            chunk += 1
        }
    }

    /// Visits the elements of a range of ranks from the highest to the lowest.
    func forEachReversed(in ranks: Range<Int>, _ body: (borrowing ScoredMember) -> Void) {
        guard !ranks.isEmpty else { return }
        var (chunk, offset) = place(of: ranks.upperBound - 1)
        var left = ranks.count
        while left > 0 {
            let taken = min(left, offset + 1)
            for index in stride(from: offset, to: offset - taken, by: -1) {
                body(chunks[chunk][index])
            }
            left -= taken
            chunk -= 1
            if left > 0 { offset = chunks[chunk].count - 1 }
        }
    }

    /// The element at a rank.
    subscript(rank: Int) -> ScoredMember {
        let (chunk, offset) = place(of: rank)
        return chunks[chunk][offset]
    }
}

// Keeping the chunks.
extension RankedList {
    private func elements(before chunk: Int) -> Int {
        var sum = 0
        var index = chunk
        while index > 0 {
            sum += Int(tree[index])
            index -= index & -index
        }
        return sum
    }

    private func place(of rank: Int) -> (chunk: Int, offset: Int) {
        var chunk = 0
        var offset = rank
        var step = 1
        while step * 2 < tree.count { step *= 2 }
        while step > 0 {
            if chunk + step < tree.count, Int(tree[chunk + step]) <= offset {
                chunk += step
                offset -= Int(tree[chunk])
            }
            step >>= 1
        }
        return (chunk, offset)
    }

    private mutating func split(_ chunk: Int) {
        // Appending in order leaves full chunks behind; any other order halves them.
        let size = chunks[chunk].count
        let middle = chunk == chunks.count - 1 ? size * 9 / 10 : size / 2
        var upper: ContiguousArray<ScoredMember> = []
        upper.reserveCapacity(size)
        upper.append(contentsOf: chunks[chunk][middle...])
        chunks[chunk].removeSubrange(middle...)
        fences.insert(upper[0].score, at: chunk + 1)
        chunks.insert(upper, at: chunk + 1)
        rebuildTree()
    }

    private mutating func rebuildTree() {
        tree = ContiguousArray(repeating: 0, count: chunks.count + 1)
        for index in stride(from: 1, to: tree.count, by: 1) {
            tree[index] += Int32(chunks[index - 1].count)
            let parent = index + (index & -index)
            if parent < tree.count { tree[parent] += tree[index] }
        }
    }

    @inline(__always)
    private mutating func adjust(_ chunk: Int, by difference: Int32) {
        var index = chunk + 1
        while index < tree.count {
            tree[index] += difference
            index += index & -index
        }
    }
}
