import StdnetBackend
import StdnetRDB

/// A stream without entries, but with its groups, as RESTORE takes it.
///
/// No command sets when a consumer was seen, nor makes pending what is not in the stream any more.
/// So a stream begins as such a payload, its last id 0-0; then XADD adds the entries in bounded
/// batches, and XSETID the rest. What is pending is in memory meanwhile, 48 bytes for each entry.
struct StreamSeed {
    /// Whether the server keeps when a consumer was active, as Redis does since 7.2.
    private let keepsActiveTimes: Bool
    private var payload = RDBWriter()
    private var groups = RDBWriter()
    private var groupCount = 0
    private var isBegun = false

    // The group that is being put together.
    private var isInGroup = false
    private var deliveries: [(id: StreamEntryID, delivery: StoredDelivery)] = []
    private var consumers: [Consumer] = []

    private struct Consumer {
        let name: Bytes
        let state: StoredStreamConsumer
        var pending: [StreamEntryID] = []
    }

    init(keepsActiveTimes: Bool) {
        self.keepsActiveTimes = keepsActiveTimes
        payload.compresses = false
        groups.compresses = false
    }

    /// Begins a stream.
    mutating func begin() {
        isBegun = true
        groupCount = 0
        // Types of Redis 7.2 and 7.0. There are no nodes and no entries; the ids and numbers of
        // entries are set when all is there.
        payload.byte(keepsActiveTimes ? 21 : 19)
        for _ in 1...9 { payload.length(0) }
    }

    mutating func group(_ name: UnsafeRawBufferPointer, _ state: StoredStreamGroup) {
        finishGroup()
        isInGroup = true
        groupCount += 1
        groups.string(name)
        groups.number(state.lastID.milliseconds)
        groups.number(state.lastID.sequence)
        groups.number(UInt64(bitPattern: state.entriesRead ?? -1))
    }

    mutating func consumer(_ name: UnsafeRawBufferPointer, _ state: StoredStreamConsumer) {
        consumers.append(Consumer(name: Bytes(name), state: state))
    }

    mutating func pending(_ id: StreamEntryID, _ delivery: StoredDelivery) {
        guard !consumers.isEmpty else { return }
        deliveries.append((id, delivery))
        consumers[consumers.count - 1].pending.append(id)
    }

    /// The payload; nil when it was taken, or when there is none.
    mutating func take() -> Bytes? {
        guard isBegun else { return nil }
        isBegun = false
        finishGroup()
        payload.length(groupCount)
        groups.take().withUnsafeBytes { payload.raw($0) }
        payload.littleEndian(UInt16(keepsActiveTimes ? 11 : 10))
        payload.littleEndian(payload.bytes.withUnsafeBytes { CRC64.checksum($0) })
        return payload.take()
    }

    private mutating func finishGroup() {
        guard isInGroup else { return }
        isInGroup = false
        deliveries.sort { $0.id < $1.id }
        groups.length(deliveries.count)
        for (id, delivery) in deliveries {
            groups.raw(id)
            groups.littleEndian(delivery.time)
            groups.number(delivery.count)
        }
        groups.length(consumers.count)
        for consumer in consumers {
            consumer.name.withUnsafeBytes { groups.string($0) }
            groups.littleEndian(consumer.state.seen)
            if keepsActiveTimes { groups.littleEndian(consumer.state.active ?? -1) }
            groups.length(consumer.pending.count)
            for id in consumer.pending { groups.raw(id) }
        }
        deliveries = []
        consumers = []
    }
}

extension RDBWriter {
    /// An id in 16 bytes, the highest first.
    fileprivate mutating func raw(_ id: StreamEntryID) {
        littleEndian(id.milliseconds.byteSwapped)
        littleEndian(id.sequence.byteSwapped)
    }
}
