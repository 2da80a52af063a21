/// The groups of commands that rules name with `@`.
struct AccessCategories: OptionSet, Sendable {
    let rawValue: UInt32

    init(rawValue: UInt32) { self.rawValue = rawValue }

    /// The group of a name in lower case; nil when there is none.
    init?(named name: some StringProtocol) {
        guard let place = Self.names.firstIndex(of: String(name)) else { return nil }
        rawValue = 1 << UInt32(place)
    }

    /// The names of all groups, in the order in which Redis lists them.
    static let names = [
        "keyspace", "read", "write", "set", "sortedset", "list", "hash", "string", "bitmap",
        "hyperloglog", "geo", "stream", "pubsub", "admin", "fast", "slow", "blocking",
        "dangerous", "connection", "transaction", "scripting",
    ]

    /// All groups, each of its own.
    static let all: [AccessCategories] = names.indices.map { .init(rawValue: 1 << UInt32($0)) }

    /// An administrator's commands.
    static let admin = AccessCategories(rawValue: 1 << 13)
}

/// What a user may do with keys, or a command does.
struct KeyAccess: OptionSet, Sendable {
    let rawValue: UInt8

    static let read = KeyAccess(rawValue: 1 << 0)
    static let write = KeyAccess(rawValue: 1 << 1)
    static let readWrite: KeyAccess = [.read, .write]
}
