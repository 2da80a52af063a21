import DequeModule
import StdnetBackend

/// Streams as RDB files and DUMP have them, without the byte for the type before and the checksum
/// behind.
enum StreamCodec {
    /// The type of Redis 7.0: with counters and ids that older versions did not keep.
    static let type: UInt8 = 19
    /// The type of Redis 5.0 to 6.2.
    static let olderType: UInt8 = 15

    /// Bytes that are no stream.
    struct Malformed: Error {}

    /// Appends a stream.
    static func encode(_ stream: StreamContent, into writer: inout RDBWriter) {
        writer.length(stream.entries.chunks.count)
        for chunk in stream.entries.chunks {
            chunk.base.withSortableBytes { writer.string($0) }
            chunk.list.bytes.withUnsafeBytes { writer.string($0) }
        }
        writer.length(stream.entries.count)
        writer.id(stream.lastID)
        writer.id(stream.firstID)
        writer.id(stream.maxDeletedID)
        writer.length(stream.entriesAdded)
        writer.length(stream.groups.count)
        for position in stream.groups.indices { encode(stream.groups[position], into: &writer) }
    }

    private static func encode(_ group: StreamGroup, into writer: inout RDBWriter) {
        group.name.withBytes { writer.string($0) }
        writer.id(group.lastID)
        writer.length(group.entriesRead ?? -1)
        writer.length(group.pending.count)
        group.pending.forEach { entry in
            entry.id.withSortableBytes { writer.raw($0) }
            writer.littleEndian(entry.value.time)
            writer.length(entry.value.count)
            return true
        }
        writer.length(group.consumerNumbers.count)
        group.forEachConsumer { consumer in
            consumer.name.withBytes { writer.string($0) }
            writer.littleEndian(consumer.seen)
            writer.length(consumer.pending.count)
            consumer.pending.forEach { entry in
                entry.id.withSortableBytes { writer.raw($0) }
                return true
            }
        }
    }

    /// Reads a stream of ``type`` or ``olderType`` at a position, which moves behind it.
    static func decode(
        from bytes: RawBytes,
        at position: inout Int,
        isOlder: Bool
    ) throws(Malformed) -> StreamContent {
        var reader = StreamReader(bytes: bytes, position: position)
        var stream = StreamContent()
        stream.entries = try reader.entries()
        stream.lastID = try reader.idOfLengths()
        if isOlder {
            stream.firstID = stream.entries.firstID ?? .max
            stream.entriesAdded = stream.entries.count
        } else {
            stream.firstID = try reader.idOfLengths()
            stream.maxDeletedID = try reader.idOfLengths()
            stream.entriesAdded = try reader.number()
        }
        for _ in 0..<(try reader.count()) {
            let group = try reader.group(of: stream, isOlder: isOlder)
            guard stream.groups.add(group) else { throw Malformed() }
        }
        position = reader.position
        return stream
    }
}

// Parts of a stream.
extension StreamReader {
    fileprivate mutating func entries() throws(StreamCodec.Malformed) -> StreamEntries {
        var chunks: [StreamChunk] = []
        for _ in 0..<(try count()) {
            let key = try string()
            guard key.count == 16 else { throw .init() }
            let base = key.withUnsafeBytes { StreamID(sortableBytes: $0) }
            let bytes = try string()
            guard let list = bytes.withUnsafeBytes({ PackedList($0) }),
                let chunk = StreamChunk(base: base, list: list)
            else { throw .init() }
            chunks.append(chunk)
        }
        chunks.sort { $0.base < $1.base }
        for index in chunks.indices.dropFirst() where chunks[index].base == chunks[index - 1].base {
            throw .init()
        }
        var entries = StreamEntries()
        entries.count = chunks.reduce(0) { $0 + $1.count }
        entries.chunks.append(contentsOf: chunks)
        guard try number() == entries.count else { throw .init() }
        return entries
    }

    fileprivate mutating func group(
        of stream: StreamContent,
        isOlder: Bool
    ) throws(StreamCodec.Malformed) -> StreamGroup {
        let name = ByteString(try string())
        let lastID = try idOfLengths()
        let read = try isOlder ? stream.entriesAdded(upTo: lastID) : number()
        var group = StreamGroup(name: name, lastID: lastID, entriesRead: read == -1 ? nil : read)
        var deliveries = StreamIDMap<StreamDelivery>()
        for _ in 0..<(try count()) {
            let id = try rawID()
            let delivery = StreamDelivery(time: try time(), count: try number())
            guard deliveries.insert(id, delivery) else { throw .init() }
        }
        for _ in 0..<(try count()) {
            let name = ByteString(try string())
            guard group.findConsumer(name) == nil else { throw .init() }
            let consumer = group.addConsumer(name, seen: try time())
            for _ in 0..<(try count()) {
                let id = try rawID()
                guard var delivery = deliveries.remove(id) else { throw .init() }
                delivery.consumer = consumer
                group.deliver(id, delivery)
            }
        }
        // What is pending for nobody could never be acknowledged.
        guard deliveries.isEmpty else { throw .init() }
        return group
    }
}

extension RDBWriter {
    /// An id as two lengths.
    fileprivate mutating func id(_ id: StreamID) {
        number(id.milliseconds)
        number(id.sequence)
    }
}
