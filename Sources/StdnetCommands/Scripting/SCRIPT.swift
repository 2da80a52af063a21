public import StdnetBackend

/// What a server does with Lua text: SCRIPT.
public enum SCRIPT {
    /// Asks which texts the server knows, by their SHA-1.
    ///
    /// Complexity: O(n) for n texts.
    public struct EXISTS: NamedCommand {
        static var name: StaticString { "SCRIPT" }
        static var subcommand: StaticString? { "EXISTS" }
        @usableFromInline let sha1s: [CommandArgument]

        /// One word for each, in their order.
        public typealias Response = [Bool]

        /// Names the texts.
        @inlinable
        public init(_ sha1s: some Sequence<some CommandArgumentConvertible>) {
            self.sha1s = sha1s.commandArguments
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append(contentsOf: sha1s)
        }
    }

    /// Makes the server forget all texts.
    ///
    /// Complexity: O(n) for n texts.
    public struct FLUSH: NamedCommand {
        static var name: StaticString { "SCRIPT" }
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

    /// Ends the script that is running, if it has not written yet.
    ///
    /// Complexity: O(1).
    public struct KILL: BareCommand {
        static var name: StaticString { "SCRIPT" }
        static var subcommand: StaticString? { "KILL" }

        /// Nothing: it fails with NOTBUSY when none is running, and with UNKILLABLE when it has
        /// written.
        public typealias Response = Void

        /// Makes the command.
        @inlinable
        public init() {}
    }

    /// Tells the server a text without running it.
    ///
    /// Complexity: O(n) for n bytes.
    public struct LOAD: NamedCommand {
        static var name: StaticString { "SCRIPT" }
        static var subcommand: StaticString? { "LOAD" }
        @usableFromInline let lua: CommandArgument

        /// The SHA-1 of the text.
        public typealias Response = String

        /// Gives the Lua text.
        @inlinable
        public init(_ lua: some CommandArgumentConvertible) {
            self.lua = lua.commandArgument
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append(lua)
        }
    }
}
