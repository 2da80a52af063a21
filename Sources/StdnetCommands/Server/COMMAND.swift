internal import StdnetBackend

/// What a server knows of its commands: COMMAND.
public enum COMMAND {
    /// Counts the commands.
    ///
    /// Complexity: O(1).
    public struct COUNT: BareCommand {
        static var name: StaticString { "COMMAND" }
        static var subcommand: StaticString? { "COUNT" }

        /// How many there are.
        public typealias Response = Int

        /// Makes the question.
        @inlinable
        public init() {}
    }

    /// Describes the form of commands.
    ///
    /// Complexity: O(n) for n commands.
    public struct INFO: NamedCommand {
        static var name: StaticString { "COMMAND" }
        static var subcommand: StaticString? { "INFO" }
        @usableFromInline let names: [String]

        /// A description for each; nil for what is no command.
        public typealias Response = [CommandDescription?]

        /// Names the commands; none is all.
        @inlinable
        public init(_ names: String...) {
            self.names = names
        }

        func writeOperands(to arguments: inout Arguments) {
            for name in names { arguments.append(name) }
        }
    }

    /// Describes commands for people.
    ///
    /// Complexity: O(n) for n commands.
    public struct DOCS: NamedCommand {
        static var name: StaticString { "COMMAND" }
        static var subcommand: StaticString? { "DOCS" }
        @usableFromInline let names: [String]

        /// The descriptions by name; what is no command is left out.
        public typealias Response = [String: CommandDocumentation]

        /// Names the commands; none is all.
        @inlinable
        public init(_ names: String...) {
            self.names = names
        }

        func writeOperands(to arguments: inout Arguments) {
            for name in names { arguments.append(name) }
        }
    }
}
