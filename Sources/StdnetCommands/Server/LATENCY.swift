public import StdnetBackend

/// What delays a server: LATENCY.
public enum LATENCY {
    /// Tells the latest delay by each cause.
    ///
    /// Complexity: O(1).
    public struct LATEST: BareCommand {
        static var name: StaticString { "LATENCY" }
        static var subcommand: StaticString? { "LATEST" }

        /// The causes.
        public typealias Response = [LatencyEvent]

        /// Makes the question.
        @inlinable
        public init() {}
    }

    /// Tells the delays by a cause.
    ///
    /// Complexity: O(1).
    public struct HISTORY: NamedCommand {
        static var name: StaticString { "LATENCY" }
        static var subcommand: StaticString? { "HISTORY" }
        @usableFromInline let event: CommandArgument

        /// Up to 160 delays, the oldest first.
        public typealias Response = [LatencySample]

        /// Names the cause, such as `command`.
        @inlinable
        public init(_ event: some CommandArgumentConvertible) {
            self.event = event.commandArgument
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append(event)
        }
    }

    /// Tells how long commands took.
    ///
    /// Complexity: O(n) for n commands.
    public struct HISTOGRAM: NamedCommand {
        static var name: StaticString { "LATENCY" }
        static var subcommand: StaticString? { "HISTOGRAM" }
        @usableFromInline let commands: [String]

        /// A distribution for each command that was called, by name.
        public typealias Response = [String: LatencyHistogram]

        /// Names the commands; none is all.
        @inlinable
        public init(_ commands: String...) {
            self.commands = commands
        }

        func writeOperands(to arguments: inout Arguments) {
            for command in commands { arguments.append(command) }
        }
    }

    /// Forgets delays.
    ///
    /// Complexity: O(1).
    public struct RESET: NamedCommand {
        static var name: StaticString { "LATENCY" }
        static var subcommand: StaticString? { "RESET" }
        @usableFromInline let events: [String]

        /// How many causes were forgotten.
        public typealias Response = Int

        /// Names causes; none is all.
        @inlinable
        public init(_ events: String...) {
            self.events = events
        }

        func writeOperands(to arguments: inout Arguments) {
            for event in events { arguments.append(event) }
        }
    }

    /// Draws the delays by a cause, for people to read.
    ///
    /// Complexity: O(1).
    public struct GRAPH: NamedCommand {
        static var name: StaticString { "LATENCY" }
        static var subcommand: StaticString? { "GRAPH" }
        @usableFromInline let event: CommandArgument

        /// The drawing; it fails when there is none.
        public typealias Response = String

        /// Names the cause, such as `command`.
        @inlinable
        public init(_ event: some CommandArgumentConvertible) {
            self.event = event.commandArgument
        }

        func writeOperands(to arguments: inout Arguments) {
            arguments.append(event)
        }
    }

    /// Asks for advice about delays, for people to read.
    ///
    /// Complexity: O(1).
    public struct DOCTOR: BareCommand {
        static var name: StaticString { "LATENCY" }
        static var subcommand: StaticString? { "DOCTOR" }

        /// The advice.
        public typealias Response = String

        /// Makes the question.
        @inlinable
        public init() {}
    }
}
