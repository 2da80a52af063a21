public import StdnetBackend

/// Questions about streams: XINFO.
public enum XINFO {
    /// Describes a stream.
    ///
    /// Complexity: O(1).
    public struct STREAM<Value: ReplyDecodable>: KeyCommand {
        static var name: StaticString { "XINFO" }
        static var subcommand: StaticString? { "STREAM" }
        @usableFromInline let key: CommandArgument

        /// The description; it fails when there is no stream.
        public typealias Response = StreamInfo<Value>

        /// Names the stream, and what values are read as.
        @inlinable
        public init(_ key: some CommandArgumentConvertible, as _: Value.Type = String.self) {
            self.key = key.commandArgument
        }

        /// Describes a stream with its entries, its groups and what they have pending.
        ///
        /// Complexity: O(n) for n entries.
        public struct FULL: NamedCommand {
            static var name: StaticString { "XINFO" }
            static var subcommand: StaticString? { "STREAM" }
            @usableFromInline let key: CommandArgument
            @usableFromInline let count: Int

            /// The description; it fails when there is no stream.
            public typealias Response = StreamDetails<Value>

            /// Names the stream, how many entries are told, 0 for all, and what values are read as.
            @inlinable
            public init(
                _ key: some CommandArgumentConvertible,
                count: Int = 10,
                as _: Value.Type = String.self
            ) {
                self.key = key.commandArgument
                self.count = count
            }

            func writeOperands(to arguments: inout Arguments) {
                arguments.append(key)
                arguments.append("FULL" as StaticString)
                arguments.append("COUNT", count)
            }
        }
    }

    /// Describes the consumer groups of a stream.
    ///
    /// Complexity: O(1).
    public struct GROUPS: KeyCommand {
        static var name: StaticString { "XINFO" }
        static var subcommand: StaticString? { "GROUPS" }
        @usableFromInline let key: CommandArgument

        /// A description for each group.
        public typealias Response = [StreamGroup]

        /// Names the stream.
        @inlinable
        public init(_ key: some CommandArgumentConvertible) {
            self.key = key.commandArgument
        }
    }

    /// Describes the consumers of a group.
    ///
    /// Complexity: O(1).
    public struct CONSUMERS: KeyWordCommand {
        static var name: StaticString { "XINFO" }
        static var subcommand: StaticString? { "CONSUMERS" }
        @usableFromInline let key: CommandArgument
        @usableFromInline let word: CommandArgument

        /// A description for each consumer.
        public typealias Response = [StreamConsumer]

        /// Names the stream and the group.
        @inlinable
        public init(
            _ key: some CommandArgumentConvertible,
            _ group: some CommandArgumentConvertible
        ) {
            self.key = key.commandArgument
            word = group.commandArgument
        }
    }
}
