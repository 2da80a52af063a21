public import StdnetBackend

/// What the consumers of a group got and did not acknowledge, in a few numbers.
public struct StreamPendingSummary: Sendable, Hashable, ReplyDecodable {
    /// How many entries are pending.
    public let count: Int
    /// The least name of a pending entry; nil when there is none.
    public let first: StreamID?
    /// The greatest name of a pending entry; nil when there is none.
    public let last: StreamID?
    /// How many entries each consumer has pending; those with none are left out.
    public let consumers: [String: Int]

    /// Reads a count, two IDs, and pairs of a consumer and its count.
    public init(reply: Reply) throws(BackendError) {
        let parts = try reply.elements(atLeast: 4)
        count = try parts[0].decode()
        first = try parts[1].decode()
        last = try parts[2].decode()
        var consumers: [String: Int] = [:]
        for consumer in parts[3].elements {
            let pair = try consumer.elements(atLeast: 2)
            consumers[try pair[0].decode()] = try pair[1].decode(as: Int.self)
        }
        self.consumers = consumers
    }
}

/// An entry that a consumer got and did not acknowledge.
public struct StreamPendingEntry: Sendable, Hashable, ReplyDecodable {
    /// The name of the entry.
    public let id: StreamID
    /// Who got it.
    public let consumer: String
    /// How long ago it was last delivered.
    public let idle: Duration
    /// How often it was delivered.
    public let deliveries: Int

    /// Reads an ID, a consumer, milliseconds and a count.
    public init(reply: Reply) throws(BackendError) {
        let parts = try reply.elements(atLeast: 4)
        id = try parts[0].decode()
        consumer = try parts[1].decode()
        idle = .milliseconds(try parts[2].decode(as: Int.self))
        deliveries = try parts[3].decode()
    }
}
