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
/// They lie in sorted chunks, with the lowest score of each in one array and their sizes in others for
/// ranks. Two levels serve ten million members.
struct RankedList {
    private(set) var chunks: ContiguousArray<RankedChunk> = []
    private(set) var fences: ContiguousArray<Double> = []
    private(set) var sizes = ChunkSizes()
    private(set) var count = 0

    private var capacity: Int {
        count < 5000 ? 48 : count < 50_000 ? 128 : count < 2_000_000 ? 256 : 512
    }

    init() {}

    /// A list of elements that are in order.
    init(sorted elements: [ScoredMember]) {
        count = elements.count
        // Chunks with some room, so that the next inserts do not split them.
        let size = capacity * 3 / 4
        for start in stride(from: 0, to: count, by: size) {
            chunks.append(.make(elements[start..<min(start + size, count)]))
            fences.append(elements[start].score)
        }
        countChunks()
    }

    mutating func insert(_ element: ScoredMember) {
        count += 1
        guard !chunks.isEmpty else {
            chunks.append(.make(CollectionOfOne(element)))
            fences.append(element.score)
            return countChunks()
        }
        var chunk = chunk(for: element)
        if cells(chunk).count >= capacity {
            split(chunk)
            chunk = self.chunk(for: element)
        }
        makeRoom(in: chunk)
        let cells = writable(chunk)
        let at = cells.lowerBound(element)
        cells.insert(element, at: at)
        if at == 0 { fences[chunk] = element.score }
        sizes.change(chunk, by: 1)
    }

    /// Removes an element that is known to be present.
    mutating func remove(_ element: ScoredMember) {
        count -= 1
        let chunk = chunk(for: element)
        let cells = writable(chunk)
        let at = cells.lowerBound(element)
        cells.remove(at..<at + 1)
        if cells.count == 0 {
            chunks.remove(at: chunk)
            fences.remove(at: chunk)
            countChunks()
        } else {
            if at == 0 { fences[chunk] = cells.scores[0] }
            sizes.change(chunk, by: -1)
            if cells.count * 4 < capacity { join(chunk) }
        }
    }

    /// Gives an element that is known to be present another score.
    @inline(__always)
    mutating func move(_ element: ScoredMember, to score: Double) {
        let moved = ScoredMember(score: score, member: element.member)
        let from = chunk(for: element)
        let to = chunk(for: moved)
        let source = writable(from)
        let old = source.lowerBound(element)
        if from == to {
            var new = source.lowerBound(moved)
            if new > old { new -= 1 }
            source.move(old, to: new, score: score)
            if old == 0 || new == 0 { fences[from] = source.scores[0] }
            return
        }
        let room = cells(to)
        guard source.count > 1, room.count < capacity, !room.isFull else {
            remove(element)
            return insert(moved)
        }
        let target = writable(to)
        let new = target.lowerBound(moved)
        target.take(old, of: source, score: score, at: new)
        if old == 0 { fences[from] = source.scores[0] }
        if new == 0 { fences[to] = score }
        sizes.moveOne(from: from, to: to)
        if source.count * 4 < capacity { join(from) }
    }

    /// Removes the elements of a range of ranks, at least one.
    mutating func remove(ranks: Range<Int>) {
        var (chunk, offset) = sizes.place(of: ranks.lowerBound)
        var left = ranks.count
        let first = offset == 0 ? chunk : chunk + 1
        var end = first
        while left > 0 {
            let taken = min(left, cells(chunk).count - offset)
            left -= taken
            if taken == cells(chunk).count {
                end = chunk + 1
            } else {
                let cells = writable(chunk)
                cells.remove(offset..<offset + taken)
                fences[chunk] = cells.scores[0]
            }
            offset = 0
            chunk += 1
        }
        chunks.removeSubrange(first..<end)
        fences.removeSubrange(first..<end)
        count -= ranks.count
        countChunks()
    }
}

// Keeping the chunks.
extension RankedList {
    /// What is in a chunk, for reading.
    @inline(__always)
    func cells(_ chunk: Int) -> RankedCells { chunks[chunk].cells }

    /// What is in a chunk, to be changed in place; in a copy of it when another list shares it.
    @inline(__always)
    private mutating func writable(_ chunk: Int) -> RankedCells {
        if !isKnownUniquelyReferenced(&chunks[chunk]) {
            copy(chunk, capacity: cells(chunk).capacity)
        }
        return cells(chunk)
    }

    @inline(never)
    private mutating func copy(_ chunk: Int, capacity: Int) {
        chunks[chunk] = chunks[chunk].clone(0..<cells(chunk).count, capacity: capacity)
    }

    /// Makes sure that one more element fits into a chunk.
    private mutating func makeRoom(in chunk: Int) {
        let full = cells(chunk)
        guard full.isFull else { return }
        copy(chunk, capacity: max(min(full.count * 2, capacity), full.count + 1))
    }

    private mutating func split(_ chunk: Int) {
        // Appending in order leaves full chunks behind; any other order halves them.
        let size = cells(chunk).count
        let middle = chunk == chunks.count - 1 ? size * 9 / 10 : size / 2
        let upper = chunks[chunk].clone(
            middle..<size,
            capacity: max(capacity, size - middle + 1)
        )
        writable(chunk).remove(middle..<size)
        fences.insert(upper.cells.scores[0], at: chunk + 1)
        chunks.insert(upper, at: chunk + 1)
        countChunks()
    }

    /// Joins a chunk of which little is left with a neighbour that has room for it.
    @inline(never)
    private mutating func join(_ chunk: Int) {
        let first = fitsWithNext(chunk) ? chunk : chunk - 1
        guard first == chunk || fitsWithNext(first) else { return }
        let joined = chunks[first].clone(0..<cells(first).count, capacity: capacity)
        let second = cells(first + 1)
        joined.cells.append(second, 0..<second.count)
        chunks[first] = joined
        chunks.remove(at: first + 1)
        fences.remove(at: first + 1)
        countChunks()
    }

    /// Whether a chunk and the next one make one that is not full.
    private func fitsWithNext(_ chunk: Int) -> Bool {
        chunk >= 0 && chunk + 1 < chunks.count
            && cells(chunk).count + cells(chunk + 1).count <= capacity * 3 / 4
    }

    private mutating func countChunks() { sizes = ChunkSizes(of: chunks) }
}
