#if canImport(FoundationEssentials)
public import struct FoundationEssentials.Date
#else
public import struct Foundation.Date
#endif

/// How moments and days are written into a snapshot.
public enum SnapshotDates: String, Sendable, CaseIterable {
    /// As text of ISO 8601 in UTC: `2013-07-04T12:30:15.25Z`, and `2013-07-04` for a day.
    ///
    /// A fraction is there where the moment has one, with as many digits as it takes.
    case text
    /// As seconds since 1970, a double for a moment and an integer for a day.
    case seconds
}

/// What an export may be told.
public struct SnapshotOptions: Sendable {
    /// Whether a file that is there already is replaced.
    public var replacesExisting = false
    /// How much of the database goes into the file.
    public var level = SnapshotMetadata.Level.typed
    /// How the database is read; nil is the best way that there is: a copy in memory, else the
    /// replication stream of the server, else by commands.
    public var method: SnapshotMetadata.Method?
    /// Whether a server that gives no replication stream is read by commands instead: the snapshot is
    /// fuzzy then, and says why.
    public var fallsBackToScan = false
    /// Whether keys that hold what a module wrote are left out of what is read from RDB, and counted;
    /// else they are an error.
    public var skipsModules = false
    /// How moments and days are written.
    public var dates = SnapshotDates.text
    /// The number of the database that the models are in.
    public var database = 0
    /// Where the data comes from, for the metadata, which hold it as it is.
    ///
    /// The description of a `ConnectionString` holds no password.
    public var source = ""
    /// How many objects are asked for in one round trip.
    public var batchSize = 500
    /// The name of this run in the metadata; by chance when none is given.
    public var runID: String
    /// The clock.
    public var now: @Sendable () -> Date

    /// Makes options.
    ///
    /// - Parameters:
    ///   - source: Where the data comes from, without a password.
    ///   - replacesExisting: Whether a file that is there already is replaced.
    ///   - level: How much of the database goes into the file.
    ///   - dates: How moments and days are written.
    ///   - runID: The name of this run; nil is one by chance.
    ///   - now: The clock.
    public init(
        source: String = "",
        replacesExisting: Bool = false,
        level: SnapshotMetadata.Level = .typed,
        dates: SnapshotDates = .text,
        runID: String? = nil,
        now: @escaping @Sendable () -> Date = { Date() }
    ) {
        self.source = source
        self.replacesExisting = replacesExisting
        self.level = level
        self.dates = dates
        self.runID = runID ?? String(UInt64.random(in: 1 << 60 ... .max), radix: 16)
        self.now = now
    }
}
