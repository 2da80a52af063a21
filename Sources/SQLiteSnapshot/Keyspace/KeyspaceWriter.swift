import StdnetBackend

/// Writes a keyspace into its tables, with the digest of every key.
final class KeyspaceWriter: KeyspaceSink {
    let connection: SQLiteConnection
    private(set) var digester = KeyspaceDigester()
    /// How many keys are complete, by type.
    private(set) var counts: [StoredType: Int] = [:]
    /// How many keys are complete.
    private(set) var count = 0
    private let prefix: Bytes
    private let writers: KeyspaceRowWriters
    private let scratch: StreamRows
    private var key = RowBuffer()
    private var type = StoredType.string
    private var id: Int64 = 0
    private var position: Int64 = 0
    /// Whether parts of the key may come twice.
    private var mayRepeat = false
    private var libraryCount: Int64 = 0

    /// Makes the tables.
    ///
    /// `prefix` is what keys have to start with; others are passed over.
    init(on connection: SQLiteConnection, prefix: String = "") throws(SnapshotError) {
        self.connection = connection
        self.prefix = Bytes(prefix.utf8)
        for table in KeyspaceTable.allCases { try connection.execute(table.creation) }
        writers = try KeyspaceRowWriters(on: connection)
        scratch = StreamRows()
    }

    func library(_ code: UnsafeRawBufferPointer) throws(SnapshotError) {
        libraryCount += 1
        try writers.function.appendRow { row in
            row.append(libraryCount)
            row.append(blob: code)
        }
        digester.library(code)
    }

    func begin(_ key: StoredKey) throws(SnapshotError) -> Bool {
        guard key.name.starts(with: prefix) else { return false }
        id += 1
        position = 0
        type = key.type
        mayRepeat = key.mayRepeat
        digester.begin(key)
        self.key.removeAll()
        self.key.append(id)
        self.key.append(key.database)
        self.key.append(blob: key.name)
        self.key.append(text: key.type.rawValue)
        if let expiry = key.expiry { self.key.append(expiry) } else { self.key.appendNull() }
        return true
    }

    func string(_ value: UnsafeRawBufferPointer) throws(SnapshotError) {
        try writers.string.appendRow { row in
            row.append(id)
            row.append(blob: value)
        }
        digester.string(value)
    }

    func element(_ value: UnsafeRawBufferPointer) throws(SnapshotError) {
        if type == .list {
            try writers.list.appendRow { row in
                row.append(id)
                row.append(position)
                row.append(blob: value)
            }
            position += 1
        } else {
            let isNew = try append(to: .set, writers.set) { row in
                row.append(id)
                row.append(blob: value)
            }
            guard isNew else { return }
        }
        digester.element(value)
    }

    func field(
        _ name: UnsafeRawBufferPointer,
        _ value: UnsafeRawBufferPointer
    ) throws(SnapshotError) {
        let isNew = try append(to: .hash, writers.hash) { row in
            row.append(id)
            row.append(blob: name)
            row.append(blob: value)
        }
        if isNew { digester.field(name, value) }
    }

    func member(_ member: UnsafeRawBufferPointer, score: Double) throws(SnapshotError) {
        let isNew = try append(to: .sortedSet, writers.sortedSet) { row in
            row.append(id)
            row.append(blob: member)
            row.append(score)
        }
        if isNew { digester.member(member, score: score) }
    }

    func entry(_ id: StreamEntryID, _ fields: ArgumentView) throws(SnapshotError) {
        try scratch.write(entry: id, at: position, fields, of: self.id, to: writers)
        position += 1
        digester.entry(id, fields)
    }

    func stream(_ state: StoredStream) throws(SnapshotError) {
        try scratch.write(stream: state, of: id, to: writers)
        digester.stream(state)
    }

    func group(
        _ name: UnsafeRawBufferPointer,
        _ state: StoredStreamGroup
    ) throws(SnapshotError) {
        try scratch.write(group: name, state, of: id, to: writers)
        digester.group(name, state)
    }

    func consumer(
        _ name: UnsafeRawBufferPointer,
        _ state: StoredStreamConsumer
    ) throws(SnapshotError) {
        try scratch.write(consumer: name, state, of: id, to: writers)
        position = 0
        digester.consumer(name, state)
    }

    func pending(_ id: StreamEntryID, _ delivery: StoredDelivery) throws(SnapshotError) {
        try scratch.write(pending: id, at: position, delivery, of: self.id, to: writers)
        position += 1
        digester.pending(id, delivery)
    }

    func end() throws(SnapshotError) {
        let parts = digester.count
        let digest = digester.end()
        try writers.key.appendRow { row in
            row.append(contentsOf: key)
            row.append(parts)
            digest.withBytes { row.append(blob: $0) }
        }
        counts[type, default: 0] += 1
        count += 1
    }

    func abandon() throws(SnapshotError) {
        try writers.finish()
        for table in KeyspaceTable.allCases where table.hasParts {
            try connection.rows(
                "DELETE FROM \(table.rawValue) WHERE key_id = ?",
                [.integer(Int(id))]
            )
        }
        id -= 1
    }

    /// Writes what is left and makes the index of the names.
    func finish() throws(SnapshotError) {
        try writers.finish()
        let creation = "CREATE UNIQUE INDEX redis_key_name ON redis_key (key, database)"
        do throws(SnapshotError) {
            try connection.execute(creation)
        } catch {
            guard error.isDuplicate else { throw error }
            try removeRepeatedKeys()
            try connection.execute(creation)
        }
    }

    /// SCAN names keys again when the server resizes its table meanwhile: the first one stays.
    private func removeRepeatedKeys() throws(SnapshotError) {
        try connection.execute(
            """
            CREATE TEMP TABLE repeated_key AS SELECT id, type, digest FROM (
                SELECT id, type, digest,
                    row_number() OVER (PARTITION BY key, database ORDER BY id) AS place
                FROM redis_key
            ) WHERE place > 1
            """
        )
        for row in try connection.rows("SELECT type, digest FROM repeated_key") {
            guard case .text(let name) = row[0], let type = StoredType(rawValue: name),
                case .blob(let bytes) = row[1],
                let digest = bytes.withUnsafeBytes({ ContentDigest(bytes: $0) })
            else { continue }
            digester.remove(digest)
            counts[type, default: 0] -= 1
            count -= 1
        }
        for table in KeyspaceTable.allCases where table != .function {
            let column = table == .key ? "id" : "key_id"
            try connection.execute(
                """
                DELETE FROM \(table.rawValue) WHERE \(column) IN (SELECT id FROM repeated_key)
                """
            )
        }
        try connection.execute("DROP TABLE repeated_key")
    }

    /// Appends a row, and says whether it is new: where parts may come twice, each is looked up.
    @inline(__always)
    private func append(
        to table: KeyspaceTable,
        _ writer: RowWriter,
        _ body: (inout RowBuffer) -> Void
    ) throws(SnapshotError) -> Bool {
        guard mayRepeat else {
            try writer.appendRow(body)
            return true
        }
        return try writers.insertOnce(table, body)
    }
}
