/// What is known of a command besides its meaning: enough to check, route, prefix and retry it.
public struct CommandSpecification: Sendable, Equatable {
    /// The name in lower case.
    public let name: String
    /// How many words a call has, the name included; negative: at least that many.
    public let arity: Int
    /// What kind of command it is.
    public let flags: Flags
    /// Which words are keys.
    public let keys: KeyPositions

    /// What kind of command it is, in Redis's own terms.
    public struct Flags: OptionSet, Sendable {
        /// One bit for each flag.
        public let rawValue: UInt16
        /// Makes a set of flags from its bits.
        public init(rawValue: UInt16) { self.rawValue = rawValue }

        /// May change the keyspace.
        public static let write = Flags(rawValue: 1 << 0)
        /// Never changes the keyspace.
        public static let readOnly = Flags(rawValue: 1 << 1)
        /// Refused when memory is short.
        public static let denyOOM = Flags(rawValue: 1 << 2)
        /// An administrator's command.
        public static let admin = Flags(rawValue: 1 << 3)
        /// Belongs to publish/subscribe.
        public static let pubsub = Flags(rawValue: 1 << 4)
        /// Not allowed in scripts.
        public static let noScript = Flags(rawValue: 1 << 5)
        /// May wait, and so keep its connection.
        public static let blocking = Flags(rawValue: 1 << 6)
        /// Takes constant or logarithmic time.
        public static let fast = Flags(rawValue: 1 << 7)
        /// Not allowed in transactions.
        public static let noMulti = Flags(rawValue: 1 << 8)
        /// Allowed before authentication.
        public static let noAuth = Flags(rawValue: 1 << 9)
        /// Allowed while the server loads its data.
        public static let loading = Flags(rawValue: 1 << 10)
        /// Allowed on a replica that lost its master.
        public static let stale = Flags(rawValue: 1 << 11)

        static let names: [String: Flags] = [
            "write": .write, "readOnly": .readOnly, "denyOOM": .denyOOM, "admin": .admin,
            "pubsub": .pubsub, "noScript": .noScript, "blocking": .blocking, "fast": .fast,
            "noMulti": .noMulti, "noAuth": .noAuth, "loading": .loading, "stale": .stale,
        ]
    }

    /// Whether running a call twice is as good as running it once, whatever happens in between: it
    /// reads, or it has nothing to do with the keyspace.
    public var isRepeatable: Bool {
        flags.contains(.readOnly)
            || ["command", "echo", "info", "lastsave", "ping", "role", "time"].contains(name)
    }

    /// Whether a call with this many words, the name included, has enough and not too many.
    public func accepts(wordCount: Int) -> Bool {
        arity < 0 ? wordCount >= -arity : wordCount == arity
    }
}
