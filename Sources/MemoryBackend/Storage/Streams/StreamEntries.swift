import DequeModule
import StdnetBackend

/// The entries of a stream: chunks in the order of their ids.
struct StreamEntries {
    var chunks: Deque<StreamChunk> = []
    /// How many entries there are.
    var count = 0

    /// Appends an entry with an id that is greater than all others.
    mutating func append(_ id: StreamID, _ fields: ArgumentView, _ limits: StreamChunkLimits) {
        count += 1
        if let last = chunks.indices.last {
            if limits.hasRoom(for: fields, in: chunks[last]) {
                chunks[last].append(id, fields)
                return
            }
            chunks[last].shrinkToFit()
        }
        chunks.append(StreamChunk(first: id, fields: fields))
    }

    /// Whether there is an entry with an id.
    func contains(_ id: StreamID) -> Bool {
        guard let chunk = chunk(for: id) else { return false }
        return chunks[chunk].find(id) != nil
    }

    /// Removes an entry, and says whether it was there.
    mutating func remove(_ id: StreamID) -> Bool {
        guard let chunk = chunk(for: id), let entry = chunks[chunk].find(id) else { return false }
        count -= 1
        if chunks[chunk].count == 1 {
            chunks.remove(at: chunk)
        } else {
            chunks[chunk].delete(at: entry.offset)
        }
        return true
    }

    /// The id of the first entry.
    var firstID: StreamID? {
        var id: StreamID?
        forEach { entry, _, _ in
            id = entry.id
            return false
        }
        return id
    }

    /// The id of the last entry.
    var lastID: StreamID? {
        var id: StreamID?
        forEachReversed { entry, _, _ in
            id = entry.id
            return false
        }
        return id
    }

    /// Visits the entries from one id to another, as long as a closure says to go on.
    @inline(__always)
    func forEach(
        from start: StreamID = .zero,
        to end: StreamID = .max,
        _ visit: (StreamEntry, borrowing StreamChunk, RawBytes) -> Bool
    ) {
        var isOver = false
        var index = chunk(for: start) ?? 0
        while !isOver, index < chunks.count {
            let chunk = chunks[index]
            chunk.forEach { entry, bytes in
                if entry.id < start || entry.isDeleted { return true }
                isOver = entry.id > end || !visit(entry, chunk, bytes)
                return !isOver
            }
            index += 1
        }
    }

    /// Visits the entries from the last id back to the first, as long as a closure says to go on.
    @inline(__always)
    func forEachReversed(
        from start: StreamID = .zero,
        to end: StreamID = .max,
        _ visit: (StreamEntry, borrowing StreamChunk, RawBytes) -> Bool
    ) {
        var isOver = false
        var index = chunk(for: end) ?? -1
        while !isOver, index >= 0 {
            let chunk = chunks[index]
            chunk.forEachReversed { entry, bytes in
                if entry.id > end || entry.isDeleted { return true }
                isOver = entry.id < start || !visit(entry, chunk, bytes)
                return !isOver
            }
            index -= 1
        }
    }

    /// The last chunk that starts at or before an id.
    private func chunk(for id: StreamID) -> Int? {
        var low = 0
        var high = chunks.count
        while low < high {
            let middle = (low + high) / 2
            if chunks[middle].base <= id { low = middle + 1 } else { high = middle }
        }
        return low > 0 ? low - 1 : nil
    }
}

/// When a chunk is full: `stream-node-max-bytes` and `stream-node-max-entries`.
struct StreamChunkLimits {
    /// The most that a chunk may take, whatever the settings say.
    static var largestSize: Int { 1 << 30 }

    private let size: Int
    private let count: Int

    init(_ settings: KeyspaceSettings) {
        let size = settings.streamNodeMaxBytes
        self.size = size <= 0 || size > Self.largestSize ? Self.largestSize : size
        let count = settings.streamNodeMaxEntries
        self.count = count > 0 ? count : .max
    }

    /// Whether an entry with these fields fits into a chunk too; as in Redis, the fields count with
    /// the bytes that they have before they are packed.
    func hasRoom(for fields: ArgumentView, in chunk: borrowing StreamChunk) -> Bool {
        chunk.size + fields.byteCount < size && chunk.count + chunk.deletedCount < count
    }
}

extension ArgumentView {
    /// How many bytes all words have together.
    var byteCount: Int { (0..<count).reduce(0) { $0 + self[$1].count } }
}
