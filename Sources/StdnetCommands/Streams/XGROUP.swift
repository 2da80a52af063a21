public import StdnetBackend

/// Changes to consumer groups: XGROUP.
public enum XGROUP {
    /// Makes a consumer group.
    ///
    /// Complexity: O(1).
    public struct CREATE: NamedCommand {
        static var name: StaticString { "XGROUP" }
        static var subcommand: StaticString? { "CREATE" }
        @usableFromInline let key: CommandArgument
        @usableFromInline let group: CommandArgument
        @usableFromInline let position: StreamPosition
        @usableFromInline let makesStream: Bool
        @usableFromInline let entriesRead: Int?

        /// Nothing: it fails with BUSYGROUP when the group is there already.
        public typealias Response = Void

        /// Names the stream and the group; says after which entry the group starts, whether a stream is
        /// made when there is none, and how many entries count as read.
        @inlinable
        public init(
            _ key: some CommandArgumentConvertible,
            _ group: some CommandArgumentConvertible,
            from position: StreamPosition = .last,
            makesStream: Bool = false,
            entriesRead: Int? = nil
        ) {
            self.key = key.commandArgument
            self.group = group.commandArgument
            self.position = position
            self.makesStream = makesStream
            self.entriesRead = entriesRead
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append(key)
            arguments.append(group)
            arguments.append(position)
            arguments.append("MKSTREAM", if: makesStream)
            arguments.append("ENTRIESREAD", entriesRead)
        }
    }

    /// Makes a consumer, which reading does too.
    ///
    /// Complexity: O(1).
    public struct CREATECONSUMER: NamedCommand {
        static var name: StaticString { "XGROUP" }
        static var subcommand: StaticString? { "CREATECONSUMER" }
        @usableFromInline let key: CommandArgument
        @usableFromInline let group: CommandArgument
        @usableFromInline let consumer: CommandArgument

        /// Whether it is new.
        public typealias Response = Bool

        /// Names the stream, the group and the consumer.
        @inlinable
        public init(
            _ key: some CommandArgumentConvertible,
            _ group: some CommandArgumentConvertible,
            _ consumer: some CommandArgumentConvertible
        ) {
            self.key = key.commandArgument
            self.group = group.commandArgument
            self.consumer = consumer.commandArgument
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append(key)
            arguments.append(group)
            arguments.append(consumer)
        }
    }

    /// Removes a consumer with what it has pending.
    ///
    /// Complexity: O(n) for n pending entries.
    public struct DELCONSUMER: NamedCommand {
        static var name: StaticString { "XGROUP" }
        static var subcommand: StaticString? { "DELCONSUMER" }
        @usableFromInline let key: CommandArgument
        @usableFromInline let group: CommandArgument
        @usableFromInline let consumer: CommandArgument

        /// How many entries it had pending.
        public typealias Response = Int

        /// Names the stream, the group and the consumer.
        @inlinable
        public init(
            _ key: some CommandArgumentConvertible,
            _ group: some CommandArgumentConvertible,
            _ consumer: some CommandArgumentConvertible
        ) {
            self.key = key.commandArgument
            self.group = group.commandArgument
            self.consumer = consumer.commandArgument
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append(key)
            arguments.append(group)
            arguments.append(consumer)
        }
    }

    /// Removes a consumer group with all its consumers.
    ///
    /// Complexity: O(n) for n pending entries.
    public struct DESTROY: KeyWordCommand {
        static var name: StaticString { "XGROUP" }
        static var subcommand: StaticString? { "DESTROY" }
        @usableFromInline let key: CommandArgument
        @usableFromInline let word: CommandArgument

        /// Whether there was one.
        public typealias Response = Bool

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

    /// Sets after which entry a consumer group reads on.
    ///
    /// Complexity: O(1).
    public struct SETID: NamedCommand {
        static var name: StaticString { "XGROUP" }
        static var subcommand: StaticString? { "SETID" }
        @usableFromInline let key: CommandArgument
        @usableFromInline let group: CommandArgument
        @usableFromInline let position: StreamPosition
        @usableFromInline let entriesRead: Int?

        /// Nothing: it fails when there is no such group.
        public typealias Response = Void

        /// Names the stream and the group, the entry, and how many entries count as read.
        @inlinable
        public init(
            _ key: some CommandArgumentConvertible,
            _ group: some CommandArgumentConvertible,
            _ position: StreamPosition,
            entriesRead: Int? = nil
        ) {
            self.key = key.commandArgument
            self.group = group.commandArgument
            self.position = position
            self.entriesRead = entriesRead
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append(key)
            arguments.append(group)
            arguments.append(position)
            arguments.append("ENTRIESREAD", entriesRead)
        }
    }
}
