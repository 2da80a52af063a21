/// What a stream knows besides its entries and groups.
public struct StoredStream: Sendable, Hashable {
    /// The id that was given last.
    public let lastID: StreamEntryID
    /// The greatest id that was deleted; zero when there is none, and before Redis 7.0.
    public let maxDeletedID: StreamEntryID
    /// How many entries were ever added; before Redis 7.0, how many there are.
    public let entriesAdded: Int64

    /// Makes what a stream knows.
    public init(lastID: StreamEntryID, maxDeletedID: StreamEntryID, entriesAdded: Int64) {
        self.lastID = lastID
        self.maxDeletedID = maxDeletedID
        self.entriesAdded = entriesAdded
    }
}

/// What a consumer group knows besides its consumers.
public struct StoredStreamGroup: Sendable, Hashable {
    /// The last entry that was delivered.
    public let lastID: StreamEntryID
    /// How many entries were read; nil when nobody knows.
    public let entriesRead: Int64?

    /// Makes what a group knows.
    public init(lastID: StreamEntryID, entriesRead: Int64?) {
        self.lastID = lastID
        self.entriesRead = entriesRead
    }
}

/// What a consumer knows besides its pending entries.
public struct StoredStreamConsumer: Sendable, Hashable {
    /// When it asked last, in milliseconds since 1970.
    public let seen: Int64
    /// When it got something last, in milliseconds since 1970; nil when it never did, and before
    /// Redis 7.2.
    public let active: Int64?

    /// Makes what a consumer knows.
    public init(seen: Int64, active: Int64? = nil) {
        self.seen = seen
        self.active = active
    }
}

/// A delivery that was not acknowledged.
public struct StoredDelivery: Sendable, Hashable {
    /// When the entry was delivered last, in milliseconds since 1970.
    public let time: Int64
    /// How often it was delivered.
    public let count: UInt64

    /// Makes a delivery.
    public init(time: Int64, count: UInt64) {
        self.time = time
        self.count = count
    }
}
