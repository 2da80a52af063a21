public import StdnetBackend

/// Where the memory of a server goes: MEMORY.
public enum MEMORY {
    /// Estimates how many bytes a key and its value take.
    ///
    /// Complexity: O(n) for n samples.
    public struct USAGE: NamedCommand {
        static var name: StaticString { "MEMORY" }
        static var subcommand: StaticString? { "USAGE" }
        @usableFromInline let key: CommandArgument
        @usableFromInline let samples: Int?

        /// The bytes; nil when there is no key.
        public typealias Response = Int?

        /// Names the key, and how many elements are looked at; nil is 5, 0 is all.
        @inlinable
        public init(_ key: some CommandArgumentConvertible, samples: Int? = nil) {
            self.key = key.commandArgument
            self.samples = samples
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append(key)
            arguments.append("SAMPLES", samples)
        }
    }

    /// Tells where the memory went.
    ///
    /// Complexity: O(1).
    public struct STATS: BareCommand {
        static var name: StaticString { "MEMORY" }
        static var subcommand: StaticString? { "STATS" }

        /// The figures.
        public typealias Response = MemoryStatistics

        /// Makes the question.
        @inlinable
        public init() {}
    }

    /// Asks for advice about memory, for people to read.
    ///
    /// Complexity: O(1).
    public struct DOCTOR: BareCommand {
        static var name: StaticString { "MEMORY" }
        static var subcommand: StaticString? { "DOCTOR" }

        /// The advice.
        public typealias Response = String

        /// Makes the question.
        @inlinable
        public init() {}
    }

    /// Describes the allocator, for people to read.
    ///
    /// Its time depends on how much is allocated.
    public struct MALLOC_STATS: BareCommand {
        static var name: StaticString { "MEMORY" }
        static var subcommand: StaticString? { "MALLOC-STATS" }

        /// The description.
        public typealias Response = String

        /// Makes the question.
        @inlinable
        public init() {}
    }

    /// Asks the allocator to give memory back.
    ///
    /// Its time depends on how much is allocated.
    public struct PURGE: BareCommand {
        static var name: StaticString { "MEMORY" }
        static var subcommand: StaticString? { "PURGE" }

        /// Nothing but that it worked.
        public typealias Response = Void

        /// Makes the command.
        @inlinable
        public init() {}
    }
}
