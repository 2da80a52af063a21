import StdnetBackend
import StdnetRDB

/// Makes a stream of the parts that are read from RDB.
struct RDBStreamBuilder {
    private(set) var content = StreamContent()
    private var chunks: [StreamChunk] = []
    private var group: StreamGroup?
    /// What is pending in the group, for consumers that are still to come.
    private var deliveries = StreamIDMap<StreamDelivery>()
    private var consumer: StreamConsumer.Number?

    /// Adds entries.
    mutating func add(base: StreamID, _ listpack: RawBytes) throws(RDBError) {
        guard let list = PackedList(listpack), let chunk = StreamChunk(base: base, list: list)
        else { throw .corrupt }
        chunks.append(chunk)
    }

    /// All entries are there.
    mutating func complete(_ state: RDBStreamState) throws(RDBError) {
        chunks.sort { $0.base < $1.base }
        for index in chunks.indices.dropFirst() where chunks[index].base == chunks[index - 1].base {
            throw .corrupt
        }
        content.entries.count = chunks.reduce(0) { $0 + $1.count }
        content.entries.chunks.append(contentsOf: chunks)
        chunks = []
        guard state.count == content.entries.count else { throw .corrupt }
        content.lastID = StreamID(state.lastID)
        if let counters = state.counters {
            content.firstID = StreamID(counters.firstID)
            content.maxDeletedID = StreamID(counters.maxDeletedID)
            content.entriesAdded = Int(truncatingIfNeeded: counters.added)
        } else {
            content.firstID = content.entries.firstID ?? .max
            content.entriesAdded = content.entries.count
        }
    }

    mutating func begin(
        _ name: ByteString,
        lastID: StreamID,
        _ entriesRead: RDBStreamState.Counter
    ) {
        let read: Int? =
            switch entriesRead {
            case .known(let number): number.map { Int($0) }
            case .notKept: content.entriesAdded(upTo: lastID)
            }
        group = StreamGroup(name: name, lastID: lastID, entriesRead: read)
    }

    mutating func pending(_ id: StreamID, _ delivery: StoredDelivery) throws(RDBError) {
        let delivery = StreamDelivery(
            time: Int(delivery.time),
            count: Int(truncatingIfNeeded: delivery.count)
        )
        guard deliveries.insert(id, delivery) else { throw .corrupt }
    }

    mutating func consumer(_ name: ByteString, seen: Int) throws(RDBError) {
        guard group?.findConsumer(name) == nil else { throw .corrupt }
        consumer = group?.addConsumer(name, seen: seen)
    }

    mutating func owned(_ id: StreamID) throws(RDBError) {
        guard var delivery = deliveries.remove(id) else { throw .corrupt }
        delivery.consumer = consumer
        group?.deliver(id, delivery)
    }

    mutating func endGroup() throws(RDBError) {
        // What is pending for nobody could never be acknowledged.
        guard deliveries.isEmpty, let group, content.groups.add(group) else { throw .corrupt }
        self.group = nil
    }
}
