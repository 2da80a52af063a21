public import StdnetBackend

extension ACL {
    /// Makes a password that nobody can guess.
    ///
    /// Complexity: O(1).
    public struct GENPASS: NamedCommand {
        static var name: StaticString { "ACL" }
        static var subcommand: StaticString? { "GENPASS" }
        @usableFromInline let bits: Int

        /// It in hexadecimal digits.
        public typealias Response = String

        /// Says how strong it is.
        @inlinable
        public init(bits: Int = 256) {
            self.bits = bits
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append(bits)
        }
    }

    /// Asks whether a user may run a command, without running it.
    ///
    /// Complexity: O(1).
    public struct DRYRUN: NamedCommand {
        static var name: StaticString { "ACL" }
        static var subcommand: StaticString? { "DRYRUN" }
        @usableFromInline let user: CommandArgument
        @usableFromInline let words: [CommandArgument]

        /// Nil when the user may, else why not.
        public typealias Response = String?

        /// Names the user, and gives the command word by word.
        @inlinable
        public init(
            _ user: some CommandArgumentConvertible,
            _ words: some Sequence<some CommandArgumentConvertible>
        ) {
            self.user = user.commandArgument
            self.words = words.commandArguments
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append(user)
            arguments.append(contentsOf: words)
        }

        /// Reads `OK` as nil, and everything else as a reason.
        public func decode(_ reply: Reply) throws(BackendError) -> Response {
            let text: String = try reply.decode()
            return text == "OK" ? nil : text
        }
    }

    /// Tells what users were not allowed to do.
    ///
    /// Complexity: O(n) for n entries.
    public struct LOG: NamedCommand {
        static var name: StaticString { "ACL" }
        static var subcommand: StaticString? { "LOG" }
        @usableFromInline let count: Int

        /// The entries, the newest first.
        public typealias Response = [ACLLogEntry]

        /// Says how many entries at most.
        @inlinable
        public init(_ count: Int = 10) {
            self.count = count
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append(count)
        }

        /// Empties the log.
        ///
        /// Complexity: O(n) for n entries.
        public struct RESET: NamedCommand {
            static var name: StaticString { "ACL" }
            static var subcommand: StaticString? { "LOG" }

            /// Nothing but that it worked.
            public typealias Response = Void

            /// Makes the command.
            @inlinable
            public init() {}

            func writeOperands(to arguments: inout Arguments) {
                arguments.append("RESET" as StaticString)
            }
        }
    }

    /// Reads the users from the file that the server is configured with.
    ///
    /// Complexity: O(n) for n users.
    public struct LOAD: BareCommand {
        static var name: StaticString { "ACL" }
        static var subcommand: StaticString? { "LOAD" }

        /// Nothing: it fails, and changes nothing, when there is no such file or a line of it is wrong.
        public typealias Response = Void

        /// Makes the command.
        @inlinable
        public init() {}
    }

    /// Writes the users into the file that the server is configured with.
    ///
    /// Complexity: O(n) for n users.
    public struct SAVE: BareCommand {
        static var name: StaticString { "ACL" }
        static var subcommand: StaticString? { "SAVE" }

        /// Nothing: it fails when there is no such file.
        public typealias Response = Void

        /// Makes the command.
        @inlinable
        public init() {}
    }
}
