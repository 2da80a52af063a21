import StdnetBackend

/// What models are discovered in: keys by name, ids, hashes.
protocol DiscoverySource {
    /// Gives the names of all keys.
    func forEachName(_ body: (UnsafeRawBufferPointer) -> Void) async throws(SnapshotError)
    /// What a set or a sorted set has; nil for another key.
    func members(of key: Bytes) async throws(SnapshotError) -> (isSorted: Bool, ids: [Bytes])?
    /// Names and values of hashes in turn, one list for each; an empty one for another key.
    func fields(of keys: [Bytes]) async throws(SnapshotError) -> [[Bytes]]
}

/// Discovers by commands.
struct ScannedModels: DiscoverySource {
    let reader: KeyReader
    let prefix: String

    func forEachName(_ body: (UnsafeRawBufferPointer) -> Void) async throws(SnapshotError) {
        var walk = KeyspaceWalk(.prefix(prefix), stepSize: 1000)
        while true {
            guard !Task.isCancelled else { throw .cancelled }
            let keys: [Bytes]?
            do { keys = try await walk.next(on: reader.backend).keys } catch {
                throw SnapshotError(error)
            }
            guard let keys else { return }
            for key in keys { key.withUnsafeBytes { body($0) } }
        }
    }

    func members(of key: Bytes) async throws(SnapshotError) -> (isSorted: Bool, ids: [Bytes])? {
        guard let found = try await reader.describe([key]).first,
            found.type == .set || found.type == .sortedSet
        else { return nil }
        let isSorted = found.type == .sortedSet
        var ids: Set<Bytes> = []
        var cursor = Bytes("0".utf8)
        repeat {
            guard !Task.isCancelled else { throw .cancelled }
            let words = [cursor, Bytes("COUNT".utf8), Bytes("1000".utf8)]
            let reply = try await reader.run(isSorted ? "ZSCAN" : "SSCAN", key, words)
            var parts = reply.elements
            guard let next = parts.next()?.bytes, let page = parts.next() else {
                throw .source(.decoding(expected: "a cursor and ids", found: "another reply"))
            }
            for (position, member) in page.elements.enumerated()
            where !isSorted || position.isMultiple(of: 2) {
                if let bytes = member.bytes { ids.insert(bytes) }
            }
            cursor = next
        } while cursor != Bytes("0".utf8)
        return (isSorted, Array(ids))
    }

    func fields(of keys: [Bytes]) async throws(SnapshotError) -> [[Bytes]] {
        var batch = CommandBatch()
        for key in keys { batch.append("HGETALL", key) }
        let replies: [Reply]
        do { replies = try await reader.backend.execute(batch) } catch {
            throw SnapshotError(error)
        }
        return replies.map { reply in reply.elements.compactMap(\.bytes) }
    }
}

/// Discovers in the raw keys of the file that is being written.
struct RawModels: DiscoverySource {
    let connection: SQLiteConnection
    let database: Int
    let objects: RawObjects

    func forEachName(_ body: (UnsafeRawBufferPointer) -> Void) async throws(SnapshotError) {
        let names = try SQLiteStatement(
            "SELECT key, id FROM redis_key WHERE database = ?1",
            on: connection
        )
        names.start(Int64(database))
        while try names.step() { body(names.bytes(0)) }
    }

    func members(of key: Bytes) async throws(SnapshotError) -> (isSorted: Bool, ids: [Bytes])? {
        guard let (id, type) = try objects.find(key), type == .set || type == .sortedSet else {
            return nil
        }
        let table: KeyspaceTable = type == .set ? .set : .sortedSet
        let rows = try connection.rows(
            "SELECT member FROM \(table.rawValue) WHERE key_id = ?",
            [.integer(Int(id))]
        )
        let ids = rows.compactMap { row -> Bytes? in
            if case .blob(let bytes)? = row.first { bytes } else { nil }
        }
        return (type == .sortedSet, ids)
    }

    func fields(of keys: [Bytes]) async throws(SnapshotError) -> [[Bytes]] {
        let statement = try SQLiteStatement(
            "SELECT field, value FROM redis_hash WHERE key_id = ?1",
            on: connection
        )
        var found: [[Bytes]] = []
        for key in keys {
            var fields: [Bytes] = []
            if let (id, type) = try objects.find(key), type == .hash {
                statement.start(Int64(id))
                while try statement.step() {
                    fields.append(Bytes(statement.bytes(0)))
                    fields.append(Bytes(statement.bytes(1)))
                }
            }
            found.append(fields)
        }
        return found
    }
}
