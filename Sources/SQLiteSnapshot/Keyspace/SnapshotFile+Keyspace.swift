import StdnetBackend

// What those ask a full snapshot who read its keys.
extension SnapshotFile {
    /// The numbers of the databases that it has keys of, in order.
    var databases: [Int] {
        get throws(SnapshotError) {
            let rows = try connection.rows("SELECT DISTINCT database FROM redis_key ORDER BY 1")
            return rows.compactMap { row in
                if case .integer(let number)? = row.first { number } else { nil }
            }
        }
    }

    /// A name for a key that it does not have, under its namespace.
    var freeKey: Bytes {
        get throws(SnapshotError) {
            var name = metadata.namespace + "stdnet:restore"
            while try connection.integer(
                "SELECT count(*) FROM redis_key WHERE key = ?",
                [.blob(Bytes(name.utf8))]
            ) > 0 {
                name += "-"
            }
            return Bytes(name.utf8)
        }
    }

    /// Whether it has what servers before Redis 7.0 can't take.
    var needsRedis7: Bool {
        get throws(SnapshotError) {
            try connection.integer(
                """
                SELECT EXISTS (SELECT 1 FROM redis_stream) OR EXISTS (SELECT 1 FROM redis_function)
                """
            ) != 0
        }
    }

    /// How many keys of a database it has, those with a larger id left out.
    func keyCount(of database: Int, upTo id: Int64) throws(SnapshotError) -> Int {
        try connection.integer(
            "SELECT count(*) FROM redis_key WHERE database = ? AND id <= ?",
            [.integer(database), .integer(Int(id))]
        )
    }

    /// How many keys of a database end until a time in milliseconds since 1970, or within its minute.
    func endingCount(of database: Int, until time: Int64) throws(SnapshotError) -> Int {
        try connection.integer(
            "SELECT count(*) FROM redis_key WHERE database = ? AND expires_ms / 60000 <= ?",
            [.integer(database), .integer(Int(time / 60_000))]
        )
    }

    /// Reads the keys of a database, those with an id up to one left out; of streams the groups
    /// first.
    func cursor(of database: Int, after id: Int64) throws(SnapshotError) -> KeyspaceCursor {
        try KeyspaceCursor(of: connection, in: database, after: id, groupsFirst: true)
    }

    /// The source codes of all libraries of functions.
    func libraries() throws(SnapshotError) -> [Bytes] {
        let rows = try connection.rows("SELECT code FROM redis_function ORDER BY id")
        return rows.compactMap { row in
            if case .blob(let code)? = row.first { code } else { nil }
        }
    }

    /// The digests of the keys of a database, summed up.
    func expirySums(
        of database: Int,
        keepsActiveTimes: Bool
    ) throws(SnapshotError) -> ExpirySums {
        let hasActiveTimes = try connection.integer(
            "SELECT EXISTS (SELECT 1 FROM redis_stream_consumer WHERE active_ms IS NOT NULL)"
        )
        if hasActiveTimes != 0, !keepsActiveTimes {
            let sink = DigestSink(keepsActiveTimes: false)
            var target = sink
            let cursor = try KeyspaceCursor(of: connection, in: database)
            try cursor.readAll(into: &target)
            return sink.sums
        }
        var sums = ExpirySums()
        let statement = try SQLiteStatement(
            "SELECT digest, expires_ms FROM redis_key WHERE database = ?1",
            on: connection
        )
        statement.start(Int64(database))
        while try statement.step() {
            guard let digest = ContentDigest(bytes: statement.bytes(0)) else {
                throw .damaged("a digest has \(statement.bytes(0).count) bytes")
            }
            sums.add(digest, expiry: statement.isNull(1) ? nil : statement.integer(1))
        }
        return sums
    }
}
