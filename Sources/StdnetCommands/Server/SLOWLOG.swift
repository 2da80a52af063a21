internal import StdnetBackend

/// The commands that took long: SLOWLOG.
public enum SLOWLOG {
    /// Reads the log.
    ///
    /// Complexity: O(n) for n entries.
    public struct GET: NamedCommand {
        static var name: StaticString { "SLOWLOG" }
        static var subcommand: StaticString? { "GET" }
        @usableFromInline let count: Int

        /// The entries, the newest first.
        public typealias Response = [SlowLogEntry]

        /// Says how many entries at most; -1 is all.
        @inlinable
        public init(_ count: Int = 10) {
            self.count = count
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append(count)
        }
    }

    /// Counts the entries of the log.
    ///
    /// Complexity: O(1).
    public struct LEN: BareCommand {
        static var name: StaticString { "SLOWLOG" }
        static var subcommand: StaticString? { "LEN" }

        /// How many there are.
        public typealias Response = Int

        /// Makes the question.
        @inlinable
        public init() {}
    }

    /// Empties the log.
    ///
    /// Complexity: O(n) for n entries.
    public struct RESET: BareCommand {
        static var name: StaticString { "SLOWLOG" }
        static var subcommand: StaticString? { "RESET" }

        /// Nothing but that it worked.
        public typealias Response = Void

        /// Makes the command.
        @inlinable
        public init() {}
    }
}
