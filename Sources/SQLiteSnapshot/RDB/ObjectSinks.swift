import StdnetBackend
import StdnetRDB

/// Takes the parts of one value that holds objects of models, or is about them.
protocol ObjectSink: RDBValueSink {}

extension ObjectSink {
    mutating func string(_ value: RDBString) throws(RDBError) { throw .corrupt }
    mutating func element(_ value: RDBString) throws(RDBError) { throw .corrupt }
    mutating func field(_ name: RDBString, _ value: RDBString) throws(RDBError) { throw .corrupt }
    mutating func member(_ member: RDBString, score: Double) throws(RDBError) { throw .corrupt }
    mutating func entries(base: StreamEntryID, _ listpack: RawBytes) throws(RDBError) {
        throw .corrupt
    }
    mutating func stream(_ state: RDBStreamState) throws(RDBError) { throw .corrupt }
    mutating func group(
        _ name: RDBString,
        lastID: StreamEntryID,
        entriesRead: RDBStreamState.Counter
    ) throws(RDBError) { throw .corrupt }
    mutating func pending(
        _ id: StreamEntryID,
        _ delivery: StoredDelivery
    ) throws(RDBError) { throw .corrupt }
    mutating func consumer(
        _ name: RDBString,
        _ state: StoredStreamConsumer
    ) throws(RDBError) { throw .corrupt }
    mutating func owned(_ id: StreamEntryID) throws(RDBError) { throw .corrupt }
    mutating func endGroup() throws(RDBError) { throw .corrupt }
}

/// Keeps all fields of a hash.
struct FieldSink: ObjectSink {
    private(set) var fields: [(name: Bytes, value: Bytes)] = []

    mutating func field(_ name: RDBString, _ value: RDBString) throws(RDBError) {
        fields.append((name.array, value.array))
    }
}

/// Keeps the members of a set, sorted or not, as ids.
struct IdentifierSink: ObjectSink {
    private(set) var list: IdentifierList

    init(kind: ValueKind) { list = IdentifierList(kind: kind) }

    mutating func element(_ value: RDBString) throws(RDBError) {
        value.withBytes { list.insert($0) }
    }

    mutating func member(_ member: RDBString, score: Double) throws(RDBError) {
        member.withBytes { list.insert($0) }
    }

    /// The ids, in order.
    consuming func finish() -> IdentifierList {
        list.sort()
        return list
    }
}

/// Keeps those fields of hashes that are wanted, of one hash at a time.
struct AttributeSink: ObjectSink {
    private let names: [Bytes]
    private var bytes: Bytes = []
    private var ranges: [Range<Int>?]
    /// Where the next field is looked for first: objects of a model have theirs in one order.
    private var next = 0

    init(_ names: [String]) {
        self.names = names.map { Bytes($0.utf8) }
        ranges = Array(repeating: nil, count: names.count)
    }

    mutating func field(_ name: RDBString, _ value: RDBString) throws(RDBError) {
        guard let position = name.withBytes({ position(of: $0) }) else { return }
        next = position + 1
        let start = bytes.count
        value.withBytes { bytes.append(contentsOf: $0) }
        ranges[position] = start..<bytes.count
    }

    private func position(of name: RawBytes) -> Int? {
        for position in names.indices {
            let candidate = (next + position) % names.count
            let wanted = names[candidate]
            if wanted.count == name.count, wanted.withUnsafeBytes({ $0.elementsEqual(name) }) {
                return candidate
            }
        }
        return nil
    }

    /// Writes the fields as a reply, null for those that the hash has not, and forgets them.
    mutating func take(to builder: inout ReplyBuilder) {
        builder.array(names.count)
        bytes.withUnsafeBytes { bytes in
            for range in ranges {
                if let range {
                    builder.bulk(RawBytes(rebasing: bytes[range]))
                } else {
                    builder.null()
                }
            }
        }
        bytes.removeAll(keepingCapacity: true)
        for position in ranges.indices { ranges[position] = nil }
        next = 0
    }
}
