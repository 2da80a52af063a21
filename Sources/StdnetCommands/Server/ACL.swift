public import StdnetBackend

/// Who may do what on a server: ACL.
public enum ACL {
    /// Asks which user this connection is.
    ///
    /// Complexity: O(1).
    public struct WHOAMI: BareCommand {
        static var name: StaticString { "ACL" }
        static var subcommand: StaticString? { "WHOAMI" }

        /// The name.
        public typealias Response = String

        /// Makes the question.
        @inlinable
        public init() {}
    }

    /// Lists the names of the users.
    ///
    /// Complexity: O(n) for n users.
    public struct USERS: BareCommand {
        static var name: StaticString { "ACL" }
        static var subcommand: StaticString? { "USERS" }

        /// The names.
        public typealias Response = [String]

        /// Makes the question.
        @inlinable
        public init() {}
    }

    /// Lists the users with their rules, hashes of passwords included.
    ///
    /// Complexity: O(n) for n users.
    public struct LIST: BareCommand {
        static var name: StaticString { "ACL" }
        static var subcommand: StaticString? { "LIST" }

        /// A line for each.
        public typealias Response = [String]

        /// Makes the question.
        @inlinable
        public init() {}
    }

    /// Lists the categories of commands, or the commands of one.
    ///
    /// Complexity: O(1).
    public struct CAT: NamedCommand {
        static var name: StaticString { "ACL" }
        static var subcommand: StaticString? { "CAT" }
        @usableFromInline let category: String?

        /// The names.
        public typealias Response = [String]

        /// Names the category; nil is the list of categories.
        @inlinable
        public init(_ category: String? = nil) {
            self.category = category
        }

        func writeOperands(to arguments: inout Arguments) {
            if let category { arguments.append(category) }
        }
    }

    /// Describes a user.
    ///
    /// Complexity: O(n) for n rules.
    public struct GETUSER: NamedCommand {
        static var name: StaticString { "ACL" }
        static var subcommand: StaticString? { "GETUSER" }
        @usableFromInline let user: CommandArgument

        /// The description; nil when there is no such user.
        public typealias Response = ACLUser?

        /// Names the user.
        @inlinable
        public init(_ user: some CommandArgumentConvertible) {
            self.user = user.commandArgument
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append(user)
        }
    }

    /// Makes a user, or adds to the rules of one.
    ///
    /// Complexity: O(n) for n rules.
    public struct SETUSER: NamedCommand {
        static var name: StaticString { "ACL" }
        static var subcommand: StaticString? { "SETUSER" }
        @usableFromInline let user: CommandArgument
        @usableFromInline let rules: [CommandArgument]

        /// Nothing: it fails, and changes nothing, when a rule is wrong.
        public typealias Response = Void

        /// Names the user and gives rules such as `on`, `~cache:*` and `+get`.
        @inlinable
        public init(
            _ user: some CommandArgumentConvertible,
            _ rules: some Sequence<some CommandArgumentConvertible>
        ) {
            self.user = user.commandArgument
            self.rules = rules.commandArguments
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append(user)
            arguments.append(contentsOf: rules)
        }
    }

    /// Removes users and closes their connections.
    ///
    /// Complexity: O(n) for n users.
    public struct DELUSER: NamedCommand {
        static var name: StaticString { "ACL" }
        static var subcommand: StaticString? { "DELUSER" }
        @usableFromInline let users: [CommandArgument]

        /// How many there were.
        public typealias Response = Int

        /// Names the users.
        @inlinable
        public init(_ users: some Sequence<some CommandArgumentConvertible>) {
            self.users = users.commandArguments
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append(contentsOf: users)
        }
    }
}
