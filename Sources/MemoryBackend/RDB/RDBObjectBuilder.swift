import DequeModule
import StdnetBackend
import StdnetRDB

/// Makes a value of the parts that are read from RDB.
struct RDBObjectBuilder: RDBValueSink {
    private let kind: StoredType
    private let seed: HashSeed
    private var string: ByteString?
    private var list: Deque<ByteString> = []
    private var set: SetContent?
    private var hash: HashContent?
    private var scores: ByteTable<Double>?
    private var stream: RDBStreamBuilder?

    /// Begins a value; nil where it is one of a module.
    init?(_ type: RDBType, seed: HashSeed) {
        guard let stored = type.stored else { return nil }
        kind = stored
        self.seed = seed
        switch kind {
        case .string, .list: break
        case .set: set = SetContent(seed: seed, capacity: 4)
        case .hash: hash = HashContent(seed: seed, capacity: 4)
        case .sortedSet: scores = ByteTable<Double>(seed: seed)
        case .stream: stream = RDBStreamBuilder()
        }
    }

    /// The value of all parts.
    consuming func finish() throws(RDBError) -> RDBObject {
        if let string { return .string(string) }
        if let set { return .set(set) }
        if let hash { return .hash(hash) }
        if let scores { return .sortedSet(scores) }
        if let stream { return .stream(stream.content) }
        guard kind == .list else { throw .corrupt }
        return .list(ListContent(list))
    }

    mutating func string(_ value: RDBString) throws(RDBError) { string = ByteString(value) }

    mutating func element(_ value: RDBString) throws(RDBError) {
        let value = ByteString(value)
        guard kind == .set else { return list.append(value) }
        guard set?.members.find(value) == nil else { throw .corrupt }
        set?.members.add(value, seed: seed)
    }

    mutating func field(_ name: RDBString, _ value: RDBString) throws(RDBError) {
        let name = ByteString(name)
        guard hash?.fields.find(name) == nil else { throw .corrupt }
        hash?.fields.add(name, ByteString(value), seed: seed)
    }

    mutating func member(_ member: RDBString, score: Double) throws(RDBError) {
        let member = ByteString(member)
        guard scores?.find(member) == nil else { throw .corrupt }
        scores?.add(member, score)
    }

    mutating func entries(base: StreamEntryID, _ listpack: RawBytes) throws(RDBError) {
        try stream?.add(base: StreamID(base), listpack)
    }

    mutating func stream(_ state: RDBStreamState) throws(RDBError) {
        try stream?.complete(state)
    }

    mutating func group(
        _ name: RDBString,
        lastID: StreamEntryID,
        entriesRead: RDBStreamState.Counter
    ) throws(RDBError) {
        stream?.begin(ByteString(name), lastID: StreamID(lastID), entriesRead)
    }

    mutating func pending(_ id: StreamEntryID, _ delivery: StoredDelivery) throws(RDBError) {
        try stream?.pending(StreamID(id), delivery)
    }

    mutating func consumer(
        _ name: RDBString,
        _ state: StoredStreamConsumer
    ) throws(RDBError) {
        try stream?.consumer(ByteString(name), seen: Int(state.seen))
    }

    mutating func owned(_ id: StreamEntryID) throws(RDBError) { try stream?.owned(StreamID(id)) }

    mutating func endGroup() throws(RDBError) { try stream?.endGroup() }
}

extension ByteString {
    /// A string that was read.
    @inline(__always)
    init(_ string: RDBString) {
        switch string {
        case .bytes(let bytes): self.init(bytes)
        case .integer(let number): self = .inline(InlineBytes(decimal: Int(number)))
        case .owned(let bytes): self.init(bytes)
        }
    }
}

extension StreamID {
    init(_ id: StreamEntryID) {
        self.init(milliseconds: id.milliseconds, sequence: id.sequence)
    }
}
