import StdnetBackend

/// Compares the raw keys of two full snapshots, by their digests.
struct KeyComparison {
    let files: ComparedFiles
    let limit: Int

    func run(into difference: inout SnapshotDifference) throws(SnapshotError) {
        var counts: [StoredType: SnapshotDifference.Counts] = [:]
        try count(Self.added, "b", \.added, &counts)
        try count(Self.removed, "a", \.removed, &counts)
        try count(Self.changed, "b", \.changed, &counts)
        difference.keys = counts
        difference.libraries.added = try libraryCount("after", notIn: "before")
        difference.libraries.removed = try libraryCount("before", notIn: "after")
        try list(Self.removed, "a", .removed, into: &difference.changedKeys)
        try list(Self.added, "b", .added, into: &difference.changedKeys)
        try listChanged(into: &difference.changedKeys)
    }

    private static let removed = """
        before.redis_key AS a WHERE NOT EXISTS (
            SELECT 1 FROM after.redis_key AS b WHERE b.key = a.key AND b.database = a.database
        )
        """
    private static let added = """
        after.redis_key AS b WHERE NOT EXISTS (
            SELECT 1 FROM before.redis_key AS a WHERE a.key = b.key AND a.database = b.database
        )
        """
    private static let changed = """
        before.redis_key AS a JOIN after.redis_key AS b
        ON a.key = b.key AND a.database = b.database AND a.digest <> b.digest
        """

    private func count(
        _ source: String,
        _ alias: String,
        _ kind: WritableKeyPath<SnapshotDifference.Counts, Int>,
        _ counts: inout [StoredType: SnapshotDifference.Counts]
    ) throws(SnapshotError) {
        let rows = try files.connection.rows(
            "SELECT \(alias).type, count(*) FROM \(source) GROUP BY 1"
        )
        for row in rows {
            guard case .text(let name) = row[0], let type = StoredType(rawValue: name),
                case .integer(let count) = row[1]
            else { continue }
            counts[type, default: SnapshotDifference.Counts()][keyPath: kind] = count
        }
    }

    private func libraryCount(
        _ schema: String,
        notIn other: String
    ) throws(SnapshotError) -> Int {
        try files.connection.integer(
            """
            SELECT count(*) FROM \(schema).redis_function
            WHERE code NOT IN (SELECT code FROM \(other).redis_function)
            """
        )
    }

    private func list(
        _ source: String,
        _ alias: String,
        _ change: SnapshotDifference.Change,
        into keys: inout [SnapshotDifference.Key]
    ) throws(SnapshotError) {
        guard keys.count < limit else { return }
        let rows = try files.connection.rows(
            """
            SELECT \(alias).key, \(alias).database, \(alias).type FROM \(source)
            ORDER BY 1, 2 LIMIT \(limit - keys.count)
            """
        )
        for row in rows {
            guard case .blob(let name) = row[0], case .integer(let database) = row[1],
                case .text(let text) = row[2], let type = StoredType(rawValue: text)
            else { continue }
            keys.append(
                .init(name: name, database: database, type: type, change: change, aspects: [])
            )
        }
    }

    private func listChanged(
        into keys: inout [SnapshotDifference.Key]
    ) throws(SnapshotError) {
        guard keys.count < limit else { return }
        let rows = try files.connection.rows(
            """
            SELECT b.key, b.database, b.type, a.type IS NOT b.type,
                a.expires_ms IS NOT b.expires_ms, a.id, b.id
            FROM \(Self.changed) ORDER BY 1, 2 LIMIT \(limit - keys.count)
            """
        )
        let before = try ValueDigests(of: files.before)
        let after = try ValueDigests(of: files.after)
        for row in rows {
            guard case .blob(let name) = row[0], case .integer(let database) = row[1],
                case .text(let text) = row[2], let type = StoredType(rawValue: text),
                case .integer(let old) = row[5], case .integer(let new) = row[6]
            else { continue }
            var aspects: [SnapshotDifference.Aspect] = []
            if row[3] == 1 {
                aspects.append(.type)
            } else if try before.digest(of: type, old) != after.digest(of: type, new) {
                aspects.append(.value)
            }
            if row[4] == 1 { aspects.append(.expiry) }
            keys.append(
                .init(
                    name: name,
                    database: database,
                    type: type,
                    change: .changed,
                    aspects: aspects
                )
            )
        }
    }
}

/// Computes the digests of values without the expiries of their keys.
private final class ValueDigests {
    private let parts: KeyspaceParts

    init(of file: SnapshotFile) throws(SnapshotError) {
        parts = try KeyspaceParts(of: file.connection, groupsFirst: false)
    }

    func digest(of type: StoredType, _ id: Int) throws(SnapshotError) -> ContentDigest? {
        let sink = DigestSink()
        var target = sink
        let key = StoredKey(
            name: UnsafeRawBufferPointer(start: nil, count: 0),
            database: 0,
            type: type,
            expiry: nil
        )
        _ = try target.begin(key)
        parts.start(type, of: Int64(id))
        while try parts.advance(into: &target) {}
        try target.end()
        return sink.takeDigest()
    }
}
