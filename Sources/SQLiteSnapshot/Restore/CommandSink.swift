import StdnetBackend

/// Turns keys into the commands that make them, batch after batch.
///
/// It wants the state and the groups of a stream before its entries, as ``StreamSeed`` has them.
final class CommandSink: KeyspaceSink {
    /// How many bytes of arguments a batch has at most, but for what one part adds.
    private static let byteLimit = 1 << 20
    /// How many commands a batch has at most, but for what one part adds.
    static let commandLimit = 1000
    /// How many elements one command adds at most.
    private static let elementLimit = 128
    /// How many bytes of elements one command adds, about.
    private static let elementBytes = 1 << 16

    private var batch = CommandBatch()
    private var key = Bytes()
    private var type = StoredType.string
    private var expiry: Int64?
    /// The command that is being put together.
    private var vector = Arguments()
    private var elementCount = 0
    private var seed: StreamSeed
    private var state: StoredStream?
    private var hasFiller = false
    /// Whether each key is deleted first, because a part of it may be there already.
    var deletesFirst = false

    /// Makes a sink for a server that keeps when consumers were active, or for one that does not.
    init(keepsActiveTimes: Bool) { seed = StreamSeed(keepsActiveTimes: keepsActiveTimes) }

    /// Whether the batch should be sent before more is added.
    var isFull: Bool {
        batch.count >= Self.commandLimit || batch.arguments.byteCount >= Self.byteLimit
    }

    /// Takes the batch out; what belongs to an unfinished command stays.
    func takeBatch() -> CommandBatch {
        defer { batch = CommandBatch() }
        return batch
    }

    func library(_ code: UnsafeRawBufferPointer) throws(SnapshotError) {}

    func begin(_ key: StoredKey) throws(SnapshotError) -> Bool {
        self.key = Bytes(key.name)
        type = key.type
        expiry = key.expiry
        state = nil
        hasFiller = false
        if deletesFirst { append("UNLINK") }
        return true
    }

    func string(_ value: UnsafeRawBufferPointer) throws(SnapshotError) {
        batch.append { arguments in
            arguments.append("SET" as StaticString)
            arguments.append(key)
            arguments.append(value)
        }
    }

    func element(_ value: UnsafeRawBufferPointer) throws(SnapshotError) {
        beginElement(type == .list ? "RPUSH" : "SADD")
        vector.append(value)
        endElement()
    }

    func field(
        _ name: UnsafeRawBufferPointer,
        _ value: UnsafeRawBufferPointer
    ) throws(SnapshotError) {
        beginElement("HSET")
        vector.append(name)
        vector.append(value)
        endElement()
    }

    func member(_ member: UnsafeRawBufferPointer, score: Double) throws(SnapshotError) {
        if score == 0, score.sign == .minus, !hasFiller { appendFiller() }
        beginElement("ZADD")
        vector.append(score)
        vector.append(member)
        endElement()
    }

    func stream(_ state: StoredStream) throws(SnapshotError) {
        self.state = state
        seed.begin()
    }

    func group(
        _ name: UnsafeRawBufferPointer,
        _ state: StoredStreamGroup
    ) throws(SnapshotError) {
        seed.group(name, state)
    }

    func consumer(
        _ name: UnsafeRawBufferPointer,
        _ state: StoredStreamConsumer
    ) throws(SnapshotError) {
        seed.consumer(name, state)
    }

    func pending(_ id: StreamEntryID, _ delivery: StoredDelivery) throws(SnapshotError) {
        seed.pending(id, delivery)
    }

    func entry(_ id: StreamEntryID, _ fields: ArgumentView) throws(SnapshotError) {
        appendSeed()
        batch.append { arguments in
            arguments.append("XADD" as StaticString)
            arguments.append(key)
            arguments.append(id.description)
            arguments.append(contentsOf: fields)
        }
    }

    func end() throws(SnapshotError) {
        flushElements()
        if hasFiller { append("ZREM", Self.filler) }
        if let state {
            appendSeed()
            append(
                "XSETID",
                state.lastID.description,
                "ENTRIESADDED",
                String(state.entriesAdded),
                "MAXDELETEDID",
                state.maxDeletedID.description
            )
        }
        if let expiry { append("PEXPIREAT", String(expiry)) }
    }

    func abandon() throws(SnapshotError) {
        vector.removeAll()
        elementCount = 0
        append("UNLINK")
    }

    /// A member of a sorted set, too long for the packed encoding, which would make 0 of -0.0.
    ///
    /// Redis does not pack a set again that it has unpacked, so it may go at the end.
    private static let filler = "stdnet:restore:" + String(repeating: "-", count: 4096)

    private func appendFiller() {
        flushElements()
        append("ZADD", "0", Self.filler)
        hasFiller = true
    }

    /// Appends a command about the key.
    private func append(_ name: StaticString, _ words: String...) {
        batch.append { arguments in
            arguments.append(name)
            arguments.append(key)
            for word in words { arguments.append(word) }
        }
    }

    /// Makes the stream with its groups, unless it is made already.
    private func appendSeed() {
        guard let payload = seed.take() else { return }
        batch.append { arguments in
            arguments.append("RESTORE" as StaticString)
            arguments.append(key)
            arguments.append("0" as StaticString)
            arguments.append(payload)
        }
    }

    @inline(__always)
    private func beginElement(_ command: StaticString) {
        guard elementCount == 0 else { return }
        vector.append(command)
        vector.append(key)
    }

    @inline(__always)
    private func endElement() {
        elementCount += 1
        if elementCount >= Self.elementLimit || vector.byteCount >= Self.elementBytes {
            flushElements()
        }
    }

    private func flushElements() {
        guard elementCount > 0 else { return }
        batch.append { arguments in arguments.append(contentsOf: vector) }
        vector.removeAll()
        elementCount = 0
    }
}
