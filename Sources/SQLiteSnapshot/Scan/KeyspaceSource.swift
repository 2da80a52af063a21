public import StdnetBackend

/// Where a keyspace comes from: a server that is scanned, a copy in memory, a file, a stream.
public protocol KeyspaceSource: Sendable {
    /// How the keys are read.
    var method: SnapshotMetadata.Method { get }
    /// Whether all of it is of one instant.
    var consistency: SnapshotMetadata.Consistency { get }

    /// Gives everything to a sink.
    ///
    /// - Parameters:
    ///   - sink: Takes the parts.
    ///   - progress: Hears how many keys were read, and how many there are about; 0 where nobody knows.
    /// - Returns: What is known of the server.
    /// - Throws: ``SnapshotError``; what the sink throws.
    func read(
        into sink: inout some KeyspaceSink<SnapshotError>,
        progress: (_ done: Int, _ total: Int) -> Void
    ) async throws(SnapshotError) -> KeyspaceOrigin
}

/// What is known of the server that a keyspace comes from.
public struct KeyspaceOrigin: Sendable, Equatable {
    /// The version that it gives itself.
    public var serverVersion: String?
    /// Its run id, which is another one after each start.
    public var serverRunID: String?
    /// How many bytes of its replication stream had been made when it was read.
    public var replicationOffset: Int?
    /// How many keys were left out on request, because they hold what a module wrote.
    public var skippedKeys = 0

    /// Makes what is known.
    public init(
        serverVersion: String? = nil,
        serverRunID: String? = nil,
        replicationOffset: Int? = nil
    ) {
        self.serverVersion = serverVersion
        self.serverRunID = serverRunID
        self.replicationOffset = replicationOffset
    }

    /// Reads what INFO answers.
    init(information: String) {
        for line in information.split(whereSeparator: \.isNewline) {
            guard let colon = line.firstIndex(of: ":") else { continue }
            let value = String(line[line.index(after: colon)...])
            switch line[..<colon] {
            case "redis_version": serverVersion = value
            case "run_id": serverRunID = value
            case "master_repl_offset": replicationOffset = Int(value)
            default: break
            }
        }
    }
}
