public import StdnetBackend

/// Moves keys to another server.
///
/// Complexity: O(elements).
public struct MIGRATE: NamedCommand {
    /// The server that keys are moved to.
    public struct Target: Sendable {
        /// Its name or address.
        public var host: String
        /// Its port.
        public var port: Int
        /// The number of the database.
        public var database: Int
        /// Who this server says that it is; nil is the default user.
        public var user: String?
        /// The password, when the other server wants one.
        public var password: String?

        /// Names a server.
        public init(
            host: String,
            port: Int = 6379,
            database: Int = 0,
            user: String? = nil,
            password: String? = nil
        ) {
            self.host = host
            self.port = port
            self.database = database
            self.user = user
            self.password = password
        }
    }

    static var name: StaticString { "MIGRATE" }
    private let keys: [CommandArgument]
    private let target: Target
    private let timeout: Duration
    private let copies: Bool
    private let replaces: Bool

    /// Whether there was any of the keys.
    public typealias Response = Bool

    /// Names the keys and the server.
    ///
    /// - Parameters:
    ///   - keys: The keys; those that do not exist are left out.
    ///   - target: The other server.
    ///   - timeout: How long the other server may be silent.
    ///   - copies: Whether the keys stay here, too.
    ///   - replaces: Whether keys of the other server are lost; otherwise it fails where there are
    ///     such.
    public init(
        _ keys: some Sequence<some CommandArgumentConvertible>,
        to target: Target,
        timeout: Duration,
        copies: Bool = false,
        replaces: Bool = false
    ) {
        self.keys = keys.commandArguments
        self.target = target
        self.timeout = timeout
        self.copies = copies
        self.replaces = replaces
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(target.host)
        arguments.append(target.port)
        arguments.append("")
        arguments.append(target.database)
        arguments.append(timeout.wholeMilliseconds)
        arguments.append("COPY", if: copies)
        arguments.append("REPLACE", if: replaces)
        switch (target.user, target.password) {
        case (let user?, let password):
            arguments.append("AUTH2" as StaticString)
            arguments.append(user)
            arguments.append(password ?? "")
        case (nil, let password?):
            arguments.append("AUTH" as StaticString)
            arguments.append(password)
        case (nil, nil): break
        }
        arguments.append("KEYS" as StaticString)
        arguments.append(contentsOf: keys)
    }

    /// Reads `OK`, or `NOKEY` when there was none of the keys.
    public func decode(_ reply: Reply) throws(BackendError) -> Bool {
        if reply.kind == .status, reply.text == "NOKEY" { return false }
        try reply.expect()
        return true
    }
}

extension MIGRATE: CustomStringConvertible {
    /// The keys and the server.
    public var description: String { "MIGRATE \(keys.count) keys to \(target)" }
}

extension MIGRATE.Target: CustomStringConvertible, CustomDebugStringConvertible {
    /// The server and the database, without the password.
    public var description: String { "\(host):\(port)/\(database)" }
    /// The server and the database, without the password.
    public var debugDescription: String { description }
}
