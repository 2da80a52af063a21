import StdnetBackend

/// Writes a line for each part of a keyspace.
struct ListingSink: KeyspaceSink {
    private(set) var lines: [String] = []

    private static func text(_ bytes: UnsafeRawBufferPointer) -> String {
        String(decoding: bytes, as: UTF8.self)
    }

    mutating func library(_ code: UnsafeRawBufferPointer) throws(Never) {
        lines.append("library \(Self.text(code))")
    }

    mutating func begin(_ key: StoredKey) throws(Never) -> Bool {
        let expiry = key.expiry.map { "\($0)" } ?? "-"
        let name = Self.text(key.name)
        lines.append("begin \(key.database) \(key.type.rawValue) \(name) \(expiry)")
        return true
    }

    mutating func string(_ value: UnsafeRawBufferPointer) throws(Never) {
        lines.append(Self.text(value))
    }

    mutating func element(_ value: UnsafeRawBufferPointer) throws(Never) {
        lines.append(Self.text(value))
    }

    mutating func field(
        _ name: UnsafeRawBufferPointer,
        _ value: UnsafeRawBufferPointer
    ) throws(Never) { lines.append("\(Self.text(name))=\(Self.text(value))") }

    mutating func member(_ member: UnsafeRawBufferPointer, score: Double) throws(Never) {
        lines.append("\(Self.text(member)) \(score)")
    }

    mutating func entry(_ id: StreamEntryID, _ fields: ArgumentView) throws(Never) {
        let fields = (0..<fields.count).map { fields.text($0) }
        lines.append("\(id) \(fields.joined(separator: " "))")
    }

    mutating func stream(_ state: StoredStream) throws(Never) {
        lines.append("stream \(state.lastID) \(state.maxDeletedID) \(state.entriesAdded)")
    }

    mutating func group(
        _ name: UnsafeRawBufferPointer,
        _ state: StoredStreamGroup
    ) throws(Never) {
        let read = state.entriesRead.map { "\($0)" } ?? "-"
        lines.append("group \(Self.text(name)) \(state.lastID) \(read)")
    }

    mutating func consumer(
        _ name: UnsafeRawBufferPointer,
        _ state: StoredStreamConsumer
    ) throws(Never) { lines.append("consumer \(Self.text(name)) \(state.seen)") }

    mutating func pending(_ id: StreamEntryID, _ delivery: StoredDelivery) throws(Never) {
        lines.append("pending \(id) \(delivery.time) \(delivery.count)")
    }

    mutating func end() throws(Never) { lines.append("end") }
    mutating func abandon() throws(Never) { lines.append("abandon") }
}
