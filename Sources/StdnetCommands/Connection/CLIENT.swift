public import StdnetBackend

/// Questions about connections, and what is done to them: CLIENT.
public enum CLIENT {
    /// Asks for the number of this connection.
    ///
    /// Complexity: O(1).
    public struct ID: BareCommand {
        static var name: StaticString { "CLIENT" }
        static var subcommand: StaticString? { "ID" }

        /// The number, which no other connection of this server ever has.
        public typealias Response = Int

        /// Makes the question.
        @inlinable
        public init() {}
    }

    /// Describes this connection.
    ///
    /// Complexity: O(1).
    public struct INFO: BareCommand {
        static var name: StaticString { "CLIENT" }
        static var subcommand: StaticString? { "INFO" }

        /// The description.
        public typealias Response = ClientInfo

        /// Makes the question.
        @inlinable
        public init() {}
    }

    /// Describes connections.
    ///
    /// Complexity: O(n) for n connections.
    public struct LIST: NamedCommand {
        static var name: StaticString { "CLIENT" }
        static var subcommand: StaticString? { "LIST" }
        @usableFromInline let choice: Choice

        /// Their descriptions.
        public typealias Response = [ClientInfo]

        /// Says which.
        @inlinable
        public init(_ choice: Choice = .all) {
            self.choice = choice
        }

        func writeOperands(to arguments: inout Arguments) {
            switch choice {
            case .all: break
            case .kind(let kind):
                arguments.append("TYPE" as StaticString)
                arguments.append(kind.rawValue)
            case .ids(let ids):
                arguments.append("ID" as StaticString)
                for id in ids { arguments.append(id) }
            }
        }

        /// Which connections.
        public enum Choice: Sendable, Hashable {
            /// All of them.
            case all
            /// Those of a kind.
            case kind(ClientKind)
            /// Those of these numbers.
            case ids([Int])
        }

        /// Reads one connection for each line.
        public func decode(_ reply: Reply) throws(BackendError) -> Response {
            try ClientInfo.all(in: reply)
        }
    }

    /// Asks for the name of this connection.
    ///
    /// Complexity: O(1).
    public struct GETNAME: BareCommand {
        static var name: StaticString { "CLIENT" }
        static var subcommand: StaticString? { "GETNAME" }

        /// The name, or nil when it has none.
        public typealias Response = String?

        /// Makes the question.
        @inlinable
        public init() {}

        /// Reads a name; RESP2 has an empty one where there is none.
        public func decode(_ reply: Reply) throws(BackendError) -> Response {
            let name: String? = try reply.decode()
            return name == "" ? nil : name
        }
    }

    /// Gives this connection a name; shared ones have theirs from the connection string.
    ///
    /// Complexity: O(1).
    public struct SETNAME: NamedCommand {
        static var name: StaticString { "CLIENT" }
        static var subcommand: StaticString? { "SETNAME" }
        @usableFromInline let connection: CommandArgument

        /// Nothing but that it worked.
        public typealias Response = Void

        /// Gives the name, which has no spaces.
        @inlinable
        public init(_ connection: some CommandArgumentConvertible) {
            self.connection = connection.commandArgument
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append(connection)
        }
    }

    /// Keeps this connection open, or not, when the server is short of memory for clients.
    ///
    /// Complexity: O(1).
    public struct NO_EVICT: NamedCommand {
        static var name: StaticString { "CLIENT" }
        static var subcommand: StaticString? { "NO-EVICT" }
        @usableFromInline let isKept: Bool

        /// Nothing but that it worked.
        public typealias Response = Void

        /// Says whether it is kept.
        @inlinable
        public init(_ isKept: Bool) {
            self.isKept = isKept
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append((isKept ? "ON" : "OFF") as StaticString)
        }
    }

    /// Tells how this connection tracks the keys that it reads.
    ///
    /// Complexity: O(1).
    public struct TRACKINGINFO: BareCommand {
        static var name: StaticString { "CLIENT" }
        static var subcommand: StaticString? { "TRACKINGINFO" }

        /// These facts.
        public typealias Response = TrackingInfo

        /// Makes the question.
        @inlinable
        public init() {}
    }
}
