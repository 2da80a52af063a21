import StdnetBackend

/// By which of its abilities a backend is read.
enum SourceChoice {
    case copy(any KeyspaceCopying)
    case replication(any KeyspaceReplicating)
    case scan

    /// Chooses what was asked for, or the best that there is.
    init(of backend: any Backend, _ options: SnapshotOptions) throws(SnapshotError) {
        let copying = backend as? any KeyspaceCopying
        let replicating = backend as? any KeyspaceReplicating
        switch options.method {
        case nil:
            self = copying.map { .copy($0) } ?? replicating.map { .replication($0) } ?? .scan
        case .scan: self = .scan
        case .memory:
            guard let copying else { throw Self.refusal("a keyspace in memory") }
            self = .copy(copying)
        case .rdb:
            guard replicating != nil || options.fallsBackToScan else {
                throw Self.refusal("a replication stream")
            }
            self = replicating.map { .replication($0) } ?? .scan
        case .file: throw Self.refusal("an RDB file")
        }
    }

    private static func refusal(_ what: String) -> SnapshotError {
        .source(.invalidRequest("the database is asked for \(what), which it has not"))
    }
}
