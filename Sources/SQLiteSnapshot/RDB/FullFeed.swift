import StdnetBackend
import StdnetRDB

/// Takes every key out of an RDB file while it comes, and at once the rows of models where there are any.
struct FullFeed: RDBFileSink {
    private var keys: KeyspaceFeed<KeyspaceWriter>
    private(set) var models: ModelFeed?
    private var isKeyWanted = false
    private var isObject = false

    init(_ keys: KeyspaceFeed<KeyspaceWriter>, _ models: ModelFeed?) {
        self.keys = keys
        self.models = models
    }

    /// What makes the rows of the keys.
    var writer: KeyspaceWriter { keys.sink }
    /// The names and values that the file has about itself.
    var auxiliaries: [String: String] { keys.auxiliaries }
    /// What was thrown, when it is the reason why reading was stopped.
    var failure: SnapshotError? { keys.failure ?? models?.failure }

    mutating func auxiliary(_ name: RDBString, _ value: RDBString) throws(RDBError) {
        try keys.auxiliary(name, value)
        try models?.auxiliary(name, value)
    }

    mutating func library(_ code: RawBytes) throws(RDBError) { try keys.library(code) }

    mutating func begin(_ key: RDBKey) throws(RDBError) -> Bool {
        isKeyWanted = try keys.begin(key)
        isObject = try models?.begin(key) ?? false
        return isKeyWanted || isObject
    }

    mutating func end() throws(RDBError) {
        if isKeyWanted { try keys.end() }
        if isObject { try models?.end() }
    }

    mutating func abandon() throws(RDBError) {
        if isKeyWanted { try keys.abandon() }
        if isObject { try models?.abandon() }
    }

    mutating func string(_ value: RDBString) throws(RDBError) { try keys.string(value) }

    mutating func element(_ value: RDBString) throws(RDBError) {
        if isKeyWanted { try keys.element(value) }
        if isObject { try models?.element(value) }
    }

    mutating func field(_ name: RDBString, _ value: RDBString) throws(RDBError) {
        if isKeyWanted { try keys.field(name, value) }
        if isObject { try models?.field(name, value) }
    }

    mutating func member(_ member: RDBString, score: Double) throws(RDBError) {
        if isKeyWanted { try keys.member(member, score: score) }
        if isObject { try models?.member(member, score: score) }
    }

    // Models are made of hashes and sets.
    mutating func entries(base: StreamEntryID, _ listpack: RawBytes) throws(RDBError) {
        try keys.entries(base: base, listpack)
    }

    mutating func stream(_ state: RDBStreamState) throws(RDBError) { try keys.stream(state) }

    mutating func group(
        _ name: RDBString,
        lastID: StreamEntryID,
        entriesRead: RDBStreamState.Counter
    ) throws(RDBError) {
        try keys.group(name, lastID: lastID, entriesRead: entriesRead)
    }

    mutating func pending(
        _ id: StreamEntryID,
        _ delivery: StoredDelivery
    ) throws(RDBError) { try keys.pending(id, delivery) }

    mutating func consumer(
        _ name: RDBString,
        _ state: StoredStreamConsumer
    ) throws(RDBError) { try keys.consumer(name, state) }

    mutating func owned(_ id: StreamEntryID) throws(RDBError) { try keys.owned(id) }

    mutating func endGroup() throws(RDBError) { try keys.endGroup() }
}
