public import StdnetBackend

/// What the server knows of the object that a key holds.
public enum OBJECT {
    /// Tells how an object is stored, such as `listpack`.
    ///
    /// Complexity: O(1).
    public struct ENCODING: KeyCommand {
        static var name: StaticString { "OBJECT" }
        static var subcommand: StaticString? { "ENCODING" }
        @usableFromInline let key: CommandArgument

        /// The name of the encoding; nil when there is no key.
        public typealias Response = String?

        /// Names the key.
        @inlinable public init(_ key: some CommandArgumentConvertible) {
            self.key = key.commandArgument
        }
    }

    /// Tells how often an object was used, on Redis's logarithmic scale.
    ///
    /// It fails unless the server evicts by frequency. Complexity: O(1).
    public struct FREQ: KeyCommand {
        static var name: StaticString { "OBJECT" }
        static var subcommand: StaticString? { "FREQ" }
        @usableFromInline let key: CommandArgument

        /// The frequency; nil when there is no key.
        public typealias Response = Int?

        /// Names the key.
        @inlinable public init(_ key: some CommandArgumentConvertible) {
            self.key = key.commandArgument
        }
    }

    /// Tells how long an object has not been used.
    ///
    /// It fails when the server evicts by frequency. Complexity: O(1).
    public struct IDLETIME: KeyCommand {
        static var name: StaticString { "OBJECT" }
        static var subcommand: StaticString? { "IDLETIME" }
        @usableFromInline let key: CommandArgument

        /// The time, in whole seconds; nil when there is no key.
        public typealias Response = Duration?

        /// Names the key.
        @inlinable public init(_ key: some CommandArgumentConvertible) {
            self.key = key.commandArgument
        }

        /// Reads seconds.
        public func decode(_ reply: Reply) throws(BackendError) -> Duration? {
            let seconds: Int? = try reply.decode()
            return seconds.map { .seconds($0) }
        }
    }

    /// Counts the references to an object.
    ///
    /// Complexity: O(1).
    public struct REFCOUNT: KeyCommand {
        static var name: StaticString { "OBJECT" }
        static var subcommand: StaticString? { "REFCOUNT" }
        @usableFromInline let key: CommandArgument

        /// How many references there are; nil when there is no key.
        public typealias Response = Int?

        /// Names the key.
        @inlinable public init(_ key: some CommandArgumentConvertible) {
            self.key = key.commandArgument
        }
    }
}
