public import StdnetBackend

/// What a server tells of a stream.
public struct StreamInfo<Value: ReplyDecodable>: Sendable, ReplyDecodable {
    /// How many entries the stream has.
    public let length: Int
    /// The name of the last entry that was ever added.
    public let lastGeneratedID: StreamID
    /// The greatest name of an entry that was deleted.
    public let maxDeletedID: StreamID
    /// How many entries were ever added.
    public let entriesAdded: Int
    /// How many consumer groups the stream has.
    public let groups: Int
    /// The oldest entry.
    public let first: StreamEntry<Value>?
    /// The newest entry.
    public let last: StreamEntry<Value>?

    /// Reads the fields of XINFO STREAM.
    public init(reply: Reply) throws(BackendError) {
        let fields = try ReplyFields(reply)
        length = try fields.decode("length")
        lastGeneratedID = try fields.decode("last-generated-id")
        maxDeletedID = try fields.decode("max-deleted-entry-id")
        entriesAdded = try fields.decode("entries-added")
        groups = try fields.decode("groups")
        first = try fields.decodeIfPresent("first-entry")
        last = try fields.decodeIfPresent("last-entry")
    }
}

/// What a server tells of a consumer group.
public struct StreamGroup: Sendable, Hashable, ReplyDecodable {
    /// The name of the group.
    public let name: String
    /// How many consumers the group has.
    public let consumers: Int
    /// How many entries were delivered and not acknowledged.
    public let pending: Int
    /// The name of the last entry that was delivered.
    public let lastDeliveredID: StreamID
    /// How many entries the group has read; nil when the server can't tell.
    public let entriesRead: Int?
    /// How many entries are still to be delivered; nil when the server can't tell.
    public let lag: Int?

    /// Reads one element of XINFO GROUPS.
    public init(reply: Reply) throws(BackendError) {
        let fields = try ReplyFields(reply)
        name = try fields.decode("name")
        consumers = try fields.decode("consumers")
        pending = try fields.decode("pending")
        lastDeliveredID = try fields.decode("last-delivered-id")
        entriesRead = try fields.decodeIfPresent("entries-read")
        lag = try fields.decodeIfPresent("lag")
    }
}

/// What a server tells of a consumer.
public struct StreamConsumer: Sendable, Hashable, ReplyDecodable {
    /// The name of the consumer.
    public let name: String
    /// How many entries it got and did not acknowledge.
    public let pending: Int
    /// How long ago it last tried to do something.
    public let idle: Duration

    /// Reads one element of XINFO CONSUMERS.
    public init(reply: Reply) throws(BackendError) {
        let fields = try ReplyFields(reply)
        name = try fields.decode("name")
        pending = try fields.decode("pending")
        idle = .milliseconds(try fields.decode("idle", as: Int.self))
    }
}
