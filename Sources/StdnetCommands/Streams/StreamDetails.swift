public import StdnetBackend

/// Everything that a server tells of a stream, its groups and what their consumers have pending.
public struct StreamDetails<Value: ReplyDecodable>: Sendable, ReplyDecodable {
    /// How many entries the stream has.
    public let length: Int
    /// The name of the last entry that was ever added.
    public let lastGeneratedID: StreamID
    /// How many entries were ever added.
    public let entriesAdded: Int
    /// The oldest entries, as many as were asked for.
    public let entries: [StreamEntry<Value>]
    /// The consumer groups.
    public let groups: [StreamGroupDetails]

    /// Reads the fields of XINFO STREAM with FULL.
    public init(reply: Reply) throws(BackendError) {
        let fields = try ReplyFields(reply)
        length = try fields.decode("length")
        lastGeneratedID = try fields.decode("last-generated-id")
        entriesAdded = try fields.decode("entries-added")
        entries = try fields.decode("entries")
        groups = try fields.decode("groups")
    }
}

/// A consumer group with what it has pending.
public struct StreamGroupDetails: Sendable, Hashable, ReplyDecodable {
    /// A consumer of the group.
    public struct Consumer: Sendable, Hashable {
        /// The name of the consumer.
        public let name: String
        /// When it last tried to do something, in milliseconds since 1970.
        public let seen: Int
        /// How many entries it got and did not acknowledge.
        public let pendingCount: Int
        /// The entries that it got and did not acknowledge, as many as were asked for.
        public let pending: [Delivery]
    }

    /// An entry that was delivered and not acknowledged.
    public struct Delivery: Sendable, Hashable {
        /// The name of the entry.
        public let id: StreamID
        /// Who got it.
        public let consumer: String
        /// When it was last delivered, in milliseconds since 1970.
        public let time: Int
        /// How often it was delivered.
        public let count: Int
    }

    /// The name of the group.
    public let name: String
    /// The name of the last entry that was delivered.
    public let lastDeliveredID: StreamID
    /// How many entries the group has read; nil when the server can't tell.
    public let entriesRead: Int?
    /// How many entries are still to be delivered; nil when the server can't tell.
    public let lag: Int?
    /// How many entries were delivered and not acknowledged.
    public let pendingCount: Int
    /// The entries that were delivered and not acknowledged, as many as were asked for.
    public let pending: [Delivery]
    /// The consumers.
    public let consumers: [Consumer]

    /// Reads one element of the groups of XINFO STREAM with FULL.
    public init(reply: Reply) throws(BackendError) {
        let fields = try ReplyFields(reply)
        name = try fields.decode("name")
        lastDeliveredID = try fields.decode("last-delivered-id")
        entriesRead = try fields.decodeIfPresent("entries-read")
        lag = try fields.decodeIfPresent("lag")
        pendingCount = try fields.decode("pel-count")
        pending = try fields.decode("pending")
        consumers = try fields.decode("consumers")
    }
}

extension StreamGroupDetails.Delivery: ReplyDecodable {
    /// Reads an ID, a consumer, a time and a count.
    public init(reply: Reply) throws(BackendError) {
        let parts = try reply.elements(atLeast: 4)
        id = try parts[0].decode()
        consumer = try parts[1].decode()
        time = try parts[2].decode()
        count = try parts[3].decode()
    }
}

extension StreamGroupDetails.Consumer: ReplyDecodable {
    /// Reads the fields of a consumer.
    public init(reply: Reply) throws(BackendError) {
        let fields = try ReplyFields(reply)
        let name: String = try fields.decode("name")
        self.name = name
        seen = try fields.decode("seen-time")
        pendingCount = try fields.decode("pel-count")
        var pending: [StreamGroupDetails.Delivery] = []
        for reply in try fields.decode("pending", as: [Reply].self) {
            // The consumer is not repeated for each of its own deliveries.
            let parts = try reply.elements(atLeast: 3)
            pending.append(
                StreamGroupDetails.Delivery(
                    id: try parts[0].decode(),
                    consumer: name,
                    time: try parts[1].decode(),
                    count: try parts[2].decode()
                )
            )
        }
        self.pending = pending
    }
}
