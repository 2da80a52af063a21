public import StdnetBackend

/// Questions about subscriptions: PUBSUB.
public enum PUBSUB {
    /// Lists the channels that somebody is subscribed to.
    ///
    /// Patterns are not counted.
    ///
    /// Complexity: O(n) for n channels.
    public struct CHANNELS: NamedCommand {
        static var name: StaticString { "PUBSUB" }
        static var subcommand: StaticString? { "CHANNELS" }
        @usableFromInline let pattern: CommandArgument?

        /// The channels.
        public typealias Response = [String]

        /// Gives a glob pattern; nil is all channels.
        @inlinable
        public init(matching pattern: CommandArgument? = nil) {
            self.pattern = pattern
        }

        func writeOperands(to arguments: inout Arguments) {
            if let pattern { arguments.append(pattern) }
        }
    }

    /// Counts the patterns that somebody is subscribed to.
    ///
    /// Complexity: O(1).
    public struct NUMPAT: BareCommand {
        static var name: StaticString { "PUBSUB" }
        static var subcommand: StaticString? { "NUMPAT" }

        /// How many they are.
        public typealias Response = Int

        /// Makes the question.
        @inlinable
        public init() {}
    }

    /// Counts the subscribers of channels, without those by pattern.
    ///
    /// Complexity: O(n) for n channels.
    public struct NUMSUB: NamedCommand {
        static var name: StaticString { "PUBSUB" }
        static var subcommand: StaticString? { "NUMSUB" }
        @usableFromInline let channels: [CommandArgument]

        /// How many each has, by channel.
        public typealias Response = [String: Int]

        /// Names the channels.
        @inlinable
        public init(_ channels: some Sequence<some CommandArgumentConvertible>) {
            self.channels = channels.commandArguments
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append(contentsOf: channels)
        }
    }

    /// Lists the channels of this shard that somebody is subscribed to.
    ///
    /// Complexity: O(n) for n channels.
    public struct SHARDCHANNELS: NamedCommand {
        static var name: StaticString { "PUBSUB" }
        static var subcommand: StaticString? { "SHARDCHANNELS" }
        @usableFromInline let pattern: CommandArgument?

        /// The channels.
        public typealias Response = [String]

        /// Gives a glob pattern; nil is all channels.
        @inlinable
        public init(matching pattern: CommandArgument? = nil) {
            self.pattern = pattern
        }

        func writeOperands(to arguments: inout Arguments) {
            if let pattern { arguments.append(pattern) }
        }
    }

    /// Counts the subscribers of channels of this shard.
    ///
    /// Complexity: O(n) for n channels.
    public struct SHARDNUMSUB: NamedCommand {
        static var name: StaticString { "PUBSUB" }
        static var subcommand: StaticString? { "SHARDNUMSUB" }
        @usableFromInline let channels: [CommandArgument]

        /// How many each has, by channel.
        public typealias Response = [String: Int]

        /// Names the channels.
        @inlinable
        public init(_ channels: some Sequence<some CommandArgumentConvertible>) {
            self.channels = channels.commandArguments
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append(contentsOf: channels)
        }
    }
}
