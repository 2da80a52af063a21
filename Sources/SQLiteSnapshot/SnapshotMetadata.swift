/// What a snapshot says about itself, in its table `stdnet_snapshot`.
public struct SnapshotMetadata: Sendable, Equatable {
    /// Whether all of it was read at one instant.
    public enum Consistency: String, Sendable {
        /// It was.
        case exact
        /// It was read bit by bit while others may have written.
        case fuzzy
    }

    /// How the data was read.
    public enum Method: String, Sendable {
        /// From a copy of a keyspace in process.
        case memory
        /// By commands, one batch after the other.
        case scan
        /// From a replication stream.
        case rdb
        /// From an RDB file.
        case file
    }

    /// How much of the database is in the file.
    public enum Level: String, Sendable {
        /// A table for each model.
        case typed
        /// Every key as it is, in tables of Redis's types, and a table for each model.
        case full
    }

    /// The format that this version of the library writes.
    public static let currentFormat = 1

    /// The format of the file.
    public let format: Int
    /// The library that wrote it, with its version.
    public let library: String
    /// Where the data comes from, without a password.
    public let source: String
    /// What all keys start with.
    public let namespace: String
    /// Whether all of it was read at one instant.
    public let consistency: Consistency
    /// How the data was read.
    public let method: Method
    /// How much of the database is in the file.
    public let level: Level
    /// How moments and days are written.
    public let dates: SnapshotDates
    /// When the export began, in the form of ISO 8601 in UTC.
    public let started: String
    /// When the last object was written, in the form of ISO 8601 in UTC.
    public let finished: String
    /// What is known of the server.
    public let origin: KeyspaceOrigin
    /// The name of the run.
    public let runID: String
    /// The digest of all keys and libraries; nil unless the level is ``Level/full``.
    public let digest: ContentDigest?
    /// Why the data was not read from a replication stream, where that was tried first.
    public let fallbackReason: String?

    /// Whether the models were discovered from their keys, because the database does not describe
    /// itself.
    public internal(set) var areModelsDiscovered = false

    /// The version of the Redis server; nil when it did not say.
    public var serverVersion: String? { origin.serverVersion }
}

extension SnapshotMetadata {
    /// The rows of the table, by key.
    var entries: [String: String] {
        var entries = [
            "format": String(format), "library": library, "source": source, "namespace": namespace,
            "consistency": consistency.rawValue, "method": method.rawValue,
            "level": level.rawValue, "dates": dates.rawValue, "started": started,
            "finished": finished, "run_id": runID,
        ]
        entries["server_version"] = origin.serverVersion
        entries["server_run_id"] = origin.serverRunID
        entries["replication_offset"] = origin.replicationOffset.map(String.init)
        entries["digest"] = digest?.description
        entries["fallback_reason"] = fallbackReason
        if origin.skippedKeys > 0 { entries["skipped_keys"] = String(origin.skippedKeys) }
        if areModelsDiscovered { entries["models"] = "discovered" }
        return entries
    }

    /// Reads the rows of the table; nil when something is missing or unheard of.
    init?(entries: [String: String]) {
        guard let format = entries["format"].flatMap({ Int($0) }), let library = entries["library"],
            let source = entries["source"], let namespace = entries["namespace"],
            let consistency = entries["consistency"].flatMap(Consistency.init),
            let method = entries["method"].flatMap(Method.init),
            let level = entries["level"].flatMap(Level.init),
            let dates = entries["dates"].flatMap(SnapshotDates.init),
            let started = entries["started"], let finished = entries["finished"],
            let runID = entries["run_id"]
        else { return nil }
        var origin = KeyspaceOrigin(
            serverVersion: entries["server_version"],
            serverRunID: entries["server_run_id"],
            replicationOffset: entries["replication_offset"].flatMap { Int($0) }
        )
        origin.skippedKeys = entries["skipped_keys"].flatMap { Int($0) } ?? 0
        self.init(
            format: format,
            library: library,
            source: source,
            namespace: namespace,
            consistency: consistency,
            method: method,
            level: level,
            dates: dates,
            started: started,
            finished: finished,
            origin: origin,
            runID: runID,
            digest: entries["digest"].flatMap { ContentDigest($0) },
            fallbackReason: entries["fallback_reason"],
            areModelsDiscovered: entries["models"] == "discovered"
        )
    }
}
