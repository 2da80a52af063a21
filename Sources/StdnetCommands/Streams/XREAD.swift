public import StdnetBackend

/// How long a command that reads streams waits when there is nothing new.
public enum StreamWait: Sendable, Hashable {
    /// Not at all.
    case none
    /// So long at most.
    case upTo(Duration)
    /// As long as it takes.
    case forever
}

/// What a consumer reads of a stream.
public enum StreamGroupPosition: Sendable, Hashable {
    /// Entries that no consumer of the group got yet: `>`.
    case new
    /// Entries after this one that this consumer got and did not acknowledge.
    case pending(after: StreamID = .zero)
}

/// Reads on in several streams.
///
/// ```swift
/// XREAD(["events": .after(last)], count: 100, wait: .upTo(.seconds(5)))
/// ```
///
/// Complexity: O(n) for n entries read.
public struct XREAD<Value: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "XREAD" }
    private let keys: [CommandArgument]
    private let positions: [StreamPosition]
    private let count: Int?
    private let wait: StreamWait

    /// What was read, by stream; those where there is nothing new are left out.
    public typealias Response = [StreamEntries<Value>]

    /// Names the streams and where to read on in each, how many entries of each at most, how long to
    /// wait when there is nothing new, and what values are read as.
    public init<Key: CommandArgumentConvertible>(
        _ streams: some Sequence<(key: Key, value: StreamPosition)>,
        count: Int? = nil,
        wait: StreamWait = .none,
        as _: Value.Type = String.self
    ) {
        let pairs = Array(streams)
        keys = pairs.map(\.key.commandArgument)
        positions = pairs.map(\.value)
        self.count = count
        self.wait = wait
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append("COUNT", count)
        arguments.append(wait)
        arguments.append("STREAMS" as StaticString)
        arguments.append(contentsOf: keys)
        for position in positions { arguments.append(position) }
    }

    /// Reads streams with their entries; none when there is nothing new.
    public func decode(_ reply: Reply) throws(BackendError) -> Response {
        try StreamEntries.all(in: reply)
    }
}

/// Reads in several streams as a consumer of a group.
///
/// ```swift
/// XREADGROUP("mailers", "mailer-1", ["orders": .new], count: 10, wait: .forever)
/// ```
///
/// Complexity: O(n) for n entries read.
public struct XREADGROUP<Value: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "XREADGROUP" }
    private let group: CommandArgument
    private let consumer: CommandArgument
    private let keys: [CommandArgument]
    private let positions: [StreamGroupPosition]
    private let count: Int?
    private let wait: StreamWait
    private let acknowledges: Bool

    /// What was read, by stream; those where there is nothing new are left out.
    public typealias Response = [StreamEntries<Value>]

    /// Names the group, the consumer, the streams, and what to read of each.
    ///
    /// A consumer that does not exist is made. There are at most `count` entries of each stream; when
    /// there is nothing new the call waits. With `acknowledges`, entries count as acknowledged at once.
    public init<Key: CommandArgumentConvertible>(
        _ group: some CommandArgumentConvertible,
        _ consumer: some CommandArgumentConvertible,
        _ streams: some Sequence<(key: Key, value: StreamGroupPosition)>,
        count: Int? = nil,
        wait: StreamWait = .none,
        acknowledges: Bool = false,
        as _: Value.Type = String.self
    ) {
        self.group = group.commandArgument
        self.consumer = consumer.commandArgument
        let pairs = Array(streams)
        keys = pairs.map(\.key.commandArgument)
        positions = pairs.map(\.value)
        self.count = count
        self.wait = wait
        self.acknowledges = acknowledges
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append("GROUP" as StaticString)
        arguments.append(group)
        arguments.append(consumer)
        arguments.append("COUNT", count)
        arguments.append(wait)
        arguments.append("NOACK", if: acknowledges)
        arguments.append("STREAMS" as StaticString)
        arguments.append(contentsOf: keys)
        for position in positions {
            switch position {
            case .new: arguments.append(">" as StaticString)
            case .pending(let id): arguments.append(id)
            }
        }
    }

    /// Reads streams with their entries; none when there is nothing new.
    public func decode(_ reply: Reply) throws(BackendError) -> Response {
        try StreamEntries.all(in: reply)
    }
}

extension Arguments {
    /// Appends `BLOCK` and milliseconds, unless nobody waits.
    fileprivate mutating func append(_ wait: StreamWait) {
        switch wait {
        case .none: break
        // To Redis, no milliseconds are for ever.
        case .upTo(let limit): append("BLOCK", Duration?.some(limit).waitMilliseconds)
        case .forever: append("BLOCK", 0)
        }
    }
}
