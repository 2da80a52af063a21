public import StdnetBackend

/// Libraries of functions that a server holds: FUNCTION.
public enum FUNCTION {
    /// Gives the server a library.
    ///
    /// Complexity: O(1) without compiling.
    public struct LOAD: NamedCommand {
        static var name: StaticString { "FUNCTION" }
        static var subcommand: StaticString? { "LOAD" }
        @usableFromInline let code: CommandArgument
        @usableFromInline let replaces: Bool

        /// The name of the library.
        public typealias Response = String

        /// Gives the text, whose first line names engine and library; says whether it may replace one
        /// of that name.
        @inlinable
        public init(_ code: some CommandArgumentConvertible, replaces: Bool = false) {
            self.code = code.commandArgument
            self.replaces = replaces
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append("REPLACE", if: replaces)
            arguments.append(code)
        }
    }

    /// Removes a library with its functions.
    ///
    /// Complexity: O(1).
    public struct DELETE: NamedCommand {
        static var name: StaticString { "FUNCTION" }
        static var subcommand: StaticString? { "DELETE" }
        @usableFromInline let library: CommandArgument

        /// Nothing: it fails when there is no such library.
        public typealias Response = Void

        /// Names the library.
        @inlinable
        public init(_ library: some CommandArgumentConvertible) {
            self.library = library.commandArgument
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append(library)
        }
    }

    /// Removes all libraries.
    ///
    /// Complexity: O(n) for n functions.
    public struct FLUSH: NamedCommand {
        static var name: StaticString { "FUNCTION" }
        static var subcommand: StaticString? { "FLUSH" }
        @usableFromInline let pace: FlushPace?

        /// Nothing but that it worked.
        public typealias Response = Void

        /// Says whether to wait; nil is as the server is configured.
        @inlinable
        public init(_ pace: FlushPace? = nil) {
            self.pace = pace
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append(pace)
        }
    }

    /// Lists libraries.
    ///
    /// Complexity: O(n) for n functions.
    public struct LIST: NamedCommand {
        static var name: StaticString { "FUNCTION" }
        static var subcommand: StaticString? { "LIST" }
        @usableFromInline let pattern: CommandArgument?
        @usableFromInline let withCode: Bool

        /// The libraries.
        public typealias Response = [FunctionLibrary]

        /// Gives a glob pattern of names — nil is all —, and says whether their texts are wanted.
        @inlinable
        public init(matching pattern: CommandArgument? = nil, withCode: Bool = false) {
            self.pattern = pattern
            self.withCode = withCode
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append("LIBRARYNAME", pattern)
            arguments.append("WITHCODE", if: withCode)
        }
    }

    /// Tells which function is running, and how many there are.
    ///
    /// Complexity: O(1).
    public struct STATS: BareCommand {
        static var name: StaticString { "FUNCTION" }
        static var subcommand: StaticString? { "STATS" }

        /// These figures.
        public typealias Response = FunctionStatistics

        /// Makes the question.
        @inlinable
        public init() {}
    }

    /// Ends the function that is running, if it has not written yet.
    ///
    /// Complexity: O(1).
    public struct KILL: BareCommand {
        static var name: StaticString { "FUNCTION" }
        static var subcommand: StaticString? { "KILL" }

        /// Nothing: it fails with NOTBUSY when none is running, and with UNKILLABLE when it has
        /// written.
        public typealias Response = Void

        /// Makes the command.
        @inlinable
        public init() {}
    }

    /// Writes all libraries in a form that ``RESTORE`` reads.
    ///
    /// Complexity: O(n) for n functions.
    public struct DUMP: BareCommand {
        static var name: StaticString { "FUNCTION" }
        static var subcommand: StaticString? { "DUMP" }

        /// These bytes.
        public typealias Response = Bytes

        /// Makes the question.
        @inlinable
        public init() {}
    }

    /// Reads libraries that ``DUMP`` wrote.
    ///
    /// Complexity: O(n) for n functions.
    public struct RESTORE: NamedCommand {
        static var name: StaticString { "FUNCTION" }
        static var subcommand: StaticString? { "RESTORE" }
        @usableFromInline let dump: Bytes
        @usableFromInline let policy: Policy

        /// Nothing but that it worked.
        public typealias Response = Void

        /// Gives the bytes, and says what becomes of the libraries that are there.
        @inlinable
        public init(_ dump: Bytes, policy: Policy = .append) {
            self.dump = dump
            self.policy = policy
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append(dump)
            arguments.append(policy.rawValue)
        }

        /// What becomes of the libraries that are there.
        public enum Policy: String, Sendable {
            /// They stay, and none may have the name of a new one.
            case append = "APPEND"
            /// They are removed.
            case flush = "FLUSH"
            /// They stay, those apart that have the name of a new one.
            case replace = "REPLACE"
        }
    }
}
