public import StdnetBackend

/// What one step of claiming answers.
public struct ClaimedEntries<Element: ReplyDecodable>: Sendable {
    /// Where the next step starts; ``StreamID/zero`` when there is none.
    public let next: StreamID
    /// What was claimed.
    public let claimed: [Element]
    /// Pending entries that the stream has no more: they are not pending any longer.
    public let deleted: [StreamID]

    /// Whether this was the last step.
    public var isLast: Bool { next == .zero }
}

extension ClaimedEntries: Equatable where Element: Equatable {}
extension ClaimedEntries: Hashable where Element: Hashable {}

extension ClaimedEntries: ReplyDecodable {
    /// Reads where to go on, what was claimed, and what was deleted.
    public init(reply: Reply) throws(BackendError) {
        let parts = try reply.elements(atLeast: 2)
        next = try parts[0].decode()
        claimed = try parts[1].decode()
        deleted = parts.count > 2 ? try parts[2].decode() : []
    }
}

/// Makes entries that have been pending for long those of another consumer, step by step.
///
/// Complexity: O(1) for a given count.
public struct XAUTOCLAIM<Response: ReplyDecodable>: NamedCommand {
    static var name: StaticString { "XAUTOCLAIM" }
    private let target: StreamClaim
    private let start: StreamID
    private let count: Int?
    private let justIDs: Bool

    /// Claims entries from one on; answers them as text, and where to go on.
    public init(
        _ key: some CommandArgumentConvertible,
        _ group: some CommandArgumentConvertible,
        _ consumer: some CommandArgumentConvertible,
        minimumIdle: Duration,
        from start: StreamID = .zero,
        count: Int? = nil
    ) where Response == ClaimedEntries<StreamEntry<String>> {
        let target = StreamClaim(key, group, consumer, minimumIdle)
        self.init(target, start, count, justIDs: false)
    }

    /// Claims entries from one on; answers them, and where to go on.
    public init<Value: ReplyDecodable>(
        _ key: some CommandArgumentConvertible,
        _ group: some CommandArgumentConvertible,
        _ consumer: some CommandArgumentConvertible,
        minimumIdle: Duration,
        from start: StreamID = .zero,
        count: Int? = nil,
        as _: Value.Type
    ) where Response == ClaimedEntries<StreamEntry<Value>> {
        let target = StreamClaim(key, group, consumer, minimumIdle)
        self.init(target, start, count, justIDs: false)
    }

    /// Claims entries from one on and does not count it as a delivery; answers their names.
    public init(
        idsOf key: some CommandArgumentConvertible,
        _ group: some CommandArgumentConvertible,
        _ consumer: some CommandArgumentConvertible,
        minimumIdle: Duration,
        from start: StreamID = .zero,
        count: Int? = nil
    ) where Response == ClaimedEntries<StreamID> {
        let target = StreamClaim(key, group, consumer, minimumIdle)
        self.init(target, start, count, justIDs: true)
    }

    private init(_ target: StreamClaim, _ start: StreamID, _ count: Int?, justIDs: Bool) {
        self.target = target
        self.start = start
        self.count = count
        self.justIDs = justIDs
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(target)
        arguments.append(start)
        arguments.append("COUNT", count)
        arguments.append("JUSTID", if: justIDs)
    }
}

/// Who claims, where, and how long an entry must have been pending.
struct StreamClaim: Sendable {
    let key: CommandArgument
    let group: CommandArgument
    let consumer: CommandArgument
    let minimumIdle: Duration

    init(
        _ key: some CommandArgumentConvertible,
        _ group: some CommandArgumentConvertible,
        _ consumer: some CommandArgumentConvertible,
        _ minimumIdle: Duration
    ) {
        self.key = key.commandArgument
        self.group = group.commandArgument
        self.consumer = consumer.commandArgument
        self.minimumIdle = minimumIdle
    }
}

extension Arguments {
    mutating func append(_ claim: StreamClaim) {
        append(claim.key)
        append(claim.group)
        append(claim.consumer)
        append(claim.minimumIdle.wholeMilliseconds)
    }
}
