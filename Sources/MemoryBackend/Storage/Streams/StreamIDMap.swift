import DequeModule

/// Values by stream id, in the order of the ids.
///
/// They lie in sorted chunks. New ids mostly come at the end and old ones mostly go at the front,
/// and both ends are cheap; any other place is found by two binary searches.
struct StreamIDMap<Value> {
    /// An id and its value.
    struct Entry {
        let id: StreamID
        var value: Value
    }

    private struct Place {
        var chunk: Int
        var offset: Int
    }

    private static var capacity: Int { 128 }

    private var chunks: Deque<ContiguousArray<Entry>> = []
    private(set) var count = 0

    var isEmpty: Bool { count == 0 }
    var first: Entry? { chunks.first?.first }
    var last: Entry? { chunks.last?.last }

    /// The value of an id.
    subscript(id: StreamID) -> Value? {
        guard let place = find(id) else { return nil }
        return chunks[place.chunk][place.offset].value
    }

    /// The first entry at or after an id.
    func entry(atOrAfter id: StreamID) -> Entry? {
        guard let place = lowerBound(id) else { return nil }
        return chunks[place.chunk][place.offset]
    }

    /// Visits the entries from an id on, as long as a closure says to go on.
    func forEach(from start: StreamID = .zero, _ visit: (borrowing Entry) -> Bool) {
        guard var place = lowerBound(start) else { return }
        while place.chunk < chunks.count {
            let chunk = chunks[place.chunk]
            for offset in place.offset..<chunk.count where !visit(chunk[offset]) { return }
            place = Place(chunk: place.chunk + 1, offset: 0)
        }
    }

    /// Changes the value of an id, and says whether it is there.
    @discardableResult
    mutating func update(_ id: StreamID, _ body: (inout Value) -> Void) -> Bool {
        guard let place = find(id) else { return false }
        body(&chunks[place.chunk][place.offset].value)
        return true
    }

    /// Adds an id, and says whether it was absent.
    @discardableResult
    mutating func insert(_ id: StreamID, _ value: Value) -> Bool {
        let entry = Entry(id: id, value: value)
        guard let place = lowerBound(id) else {
            append(entry)
            return true
        }
        guard chunks[place.chunk][place.offset].id != id else { return false }
        count += 1
        chunks[place.chunk].insert(entry, at: place.offset)
        if chunks[place.chunk].count > Self.capacity { split(place.chunk) }
        return true
    }

    /// Removes an id and returns its value.
    @discardableResult
    mutating func remove(_ id: StreamID) -> Value? {
        guard let place = find(id) else { return nil }
        count -= 1
        let removed = chunks[place.chunk].remove(at: place.offset)
        if chunks[place.chunk].isEmpty { chunks.remove(at: place.chunk) }
        return removed.value
    }

    private mutating func append(_ entry: Entry) {
        count += 1
        if let last = chunks.indices.last, chunks[last].count < Self.capacity {
            chunks[last].append(entry)
        } else {
            chunks.append([entry])
        }
    }

    private mutating func split(_ chunk: Int) {
        let middle = chunks[chunk].count / 2
        let upper = ContiguousArray(chunks[chunk][middle...])
        chunks[chunk].removeSubrange(middle...)
        chunks.insert(upper, at: chunk + 1)
    }

    private func find(_ id: StreamID) -> Place? {
        guard let place = lowerBound(id), chunks[place.chunk][place.offset].id == id else {
            return nil
        }
        return place
    }

    /// The place of the first entry at or after an id.
    private func lowerBound(_ id: StreamID) -> Place? {
        var low = 0
        var high = chunks.count
        while low < high {
            let middle = (low + high) / 2
            let chunk = chunks[middle]
            if chunk[chunk.count - 1].id < id { low = middle + 1 } else { high = middle }
        }
        guard low < chunks.count else { return nil }
        let chunk = chunks[low]
        var first = 0
        var end = chunk.count
        while first < end {
            let middle = (first + end) / 2
            if chunk[middle].id < id { first = middle + 1 } else { end = middle }
        }
        return Place(chunk: low, offset: first)
    }
}
