internal import StdnetBackend

extension CLIENT {
    /// Closes connections.
    ///
    /// Complexity: O(n) for n connections.
    public struct KILL: NamedCommand {
        static var name: StaticString { "CLIENT" }
        static var subcommand: StaticString? { "KILL" }
        @usableFromInline let filter: Filter

        /// How many were closed.
        public typealias Response = Int

        /// Says which; all that is told must hold.
        @inlinable
        public init(_ filter: Filter) {
            self.filter = filter
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append("ID", filter.id)
            if let kind = filter.kind {
                arguments.append("TYPE" as StaticString)
                arguments.append(kind.rawValue)
            }
            arguments.append("USER", filter.user?.commandArgument)
            arguments.append("ADDR", filter.address?.commandArgument)
            arguments.append("LADDR", filter.localAddress?.commandArgument)
            arguments.append("SKIPME" as StaticString)
            arguments.append((filter.sparesCaller ? "YES" : "NO") as StaticString)
        }

        /// Which connections are closed: those for which all holds that is told.
        public struct Filter: Sendable, Hashable {
            /// The number of the connection.
            public var id: Int?
            /// Its kind.
            public var kind: ClientKind?
            /// The user that it authenticated as.
            public var user: String?
            /// Where it comes from, such as `127.0.0.1:60332`.
            public var address: String?
            /// The address of the server that it came to.
            public var localAddress: String?
            /// Whether the connection that this command comes over stays.
            public var sparesCaller: Bool

            /// Tells which connections are closed.
            public init(
                id: Int? = nil,
                kind: ClientKind? = nil,
                user: String? = nil,
                address: String? = nil,
                localAddress: String? = nil,
                sparesCaller: Bool = true
            ) {
                self.id = id
                self.kind = kind
                self.user = user
                self.address = address
                self.localAddress = localAddress
                self.sparesCaller = sparesCaller
            }
        }
    }

    /// Makes the server leave the commands of all clients waiting for some time.
    ///
    /// Complexity: O(1).
    public struct PAUSE: NamedCommand {
        static var name: StaticString { "CLIENT" }
        static var subcommand: StaticString? { "PAUSE" }
        @usableFromInline let duration: Duration
        @usableFromInline let writesOnly: Bool

        /// Nothing but that it worked.
        public typealias Response = Void

        /// Says how long, and whether commands that only read go on.
        @inlinable
        public init(_ duration: Duration, writesOnly: Bool = false) {
            self.duration = duration
            self.writesOnly = writesOnly
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append(duration.wholeMilliseconds)
            arguments.append((writesOnly ? "WRITE" : "ALL") as StaticString)
        }
    }

    /// Ends what ``PAUSE`` began.
    ///
    /// Complexity: O(n) for n paused clients.
    public struct UNPAUSE: BareCommand {
        static var name: StaticString { "CLIENT" }
        static var subcommand: StaticString? { "UNPAUSE" }

        /// Nothing but that it worked.
        public typealias Response = Void

        /// Makes the command.
        @inlinable
        public init() {}
    }

    /// Ends the wait of a connection that is in a blocking command.
    ///
    /// Complexity: O(log n) for n connections.
    public struct UNBLOCK: NamedCommand {
        static var name: StaticString { "CLIENT" }
        static var subcommand: StaticString? { "UNBLOCK" }
        @usableFromInline let id: Int
        @usableFromInline let withError: Bool

        /// Whether it was waiting.
        public typealias Response = Bool

        /// Names the connection; says whether the command fails with UNBLOCKED, or answers as after its
        /// timeout.
        @inlinable
        public init(_ id: Int, withError: Bool = false) {
            self.id = id
            self.withError = withError
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append(id)
            arguments.append((withError ? "ERROR" : "TIMEOUT") as StaticString)
        }
    }
}

/// What a connection is used for.
public enum ClientKind: String, Sendable, CaseIterable {
    /// Requests and replies.
    case normal = "NORMAL"
    /// The master that this server follows.
    case master = "MASTER"
    /// A server that follows this one.
    case replica = "REPLICA"
    /// Publish/subscribe.
    case pubsub = "PUBSUB"
}
