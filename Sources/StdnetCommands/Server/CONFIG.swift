public import StdnetBackend

/// How a server is configured: CONFIG.
public enum CONFIG {
    /// Reads parameters.
    ///
    /// Complexity: O(n) for n patterns.
    public struct GET: NamedCommand {
        static var name: StaticString { "CONFIG" }
        static var subcommand: StaticString? { "GET" }
        @usableFromInline let patterns: [String]

        /// The parameters that match, by name.
        public typealias Response = [String: String]

        /// Gives names, or glob patterns of names.
        @inlinable
        public init(_ patterns: String...) {
            self.patterns = patterns
        }

        func writeOperands(to arguments: inout Arguments) {
            for pattern in patterns { arguments.append(pattern) }
        }
    }

    /// Sets parameters, all or none.
    ///
    /// Complexity: O(n) for n parameters.
    public struct SET: NamedCommand {
        static var name: StaticString { "CONFIG" }
        static var subcommand: StaticString? { "SET" }
        @usableFromInline let parameters: [CommandArgument]

        /// Nothing: it fails when one of them can't be set.
        public typealias Response = Void

        /// Gives names and values.
        @inlinable
        public init<Key: CommandArgumentConvertible, Value: CommandArgumentConvertible>(
            _ parameters: some Sequence<(key: Key, value: Value)>
        ) {
            self.parameters = parameters.flattenedArguments()
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append(contentsOf: parameters)
        }
    }

    /// Starts the counters of INFO and LATENCY again from nothing.
    ///
    /// Complexity: O(1).
    public struct RESETSTAT: BareCommand {
        static var name: StaticString { "CONFIG" }
        static var subcommand: StaticString? { "RESETSTAT" }

        /// Nothing but that it worked.
        public typealias Response = Void

        /// Makes the command.
        @inlinable
        public init() {}
    }

    /// Writes the parameters into the file that the server was started with.
    ///
    /// Complexity: O(1).
    public struct REWRITE: BareCommand {
        static var name: StaticString { "CONFIG" }
        static var subcommand: StaticString? { "REWRITE" }

        /// Nothing: it fails when there is no such file.
        public typealias Response = Void

        /// Makes the command.
        @inlinable
        public init() {}
    }
}
