import StdnetBackend

/// The tables of a keyspace as trees that are written page by page.
///
/// Keys come in the order of their ids, so that only the parts of one key have to be sorted, and at
/// the end the names of all.
final class KeyspaceTrees {
    /// Where SQLite made the empty tables.
    struct Roots: Sendable {
        fileprivate var tables: [KeyspaceTable: Int] = [:]
        fileprivate var names = 0

        /// Makes the tables, and the index of the names.
        init(on connection: SQLiteConnection) throws(SnapshotError) {
            for table in KeyspaceTable.allCases {
                try connection.execute(table.creation)
                tables[table] = try connection.root(of: table.rawValue)
            }
            try connection.execute(KeyspaceTable.nameIndex)
            names = try connection.root(of: "redis_key_name")
        }
    }

    /// What came of writing them.
    struct Totals: Sendable {
        /// The digest of those keys that were hashed here.
        let digest: ContentDigest
        /// Whether all names differ; else the index of the names is left empty.
        let areNamesUnique: Bool
        /// Keys of which rows may have been written before they were given up.
        let abandoned: [Int64]
    }

    private let file: PageFile
    private let trees: [TreeWriter]
    /// Of tables whose rows of one key don't come in order.
    private let sorters: [RecordSorter?]
    private let names: RecordSorter
    private let nameRoot: Int
    private var digester = KeyspaceDigester()
    private var record = ByteArena()
    private var row = RowBuffer()
    private var abandoned: [Int64] = []

    init(_ roots: Roots, path: String) throws(SnapshotError) {
        let file = try PageFile(path: path)
        self.file = file
        trees = KeyspaceTable.allCases.map { table in
            let root = roots.tables[table] ?? 0
            return table.hasRowID
                ? .table(root: root, in: file) : .index(root: root, in: file)
        }
        sorters = KeyspaceTable.allCases.map { table in
            guard table.isSorted else { return nil }
            return RecordSorter(
                width: table.keyWidth,
                keyWidth: table.keyWidth,
                differingFrom: 1,
                beside: path
            )
        }
        names = RecordSorter(width: 3, keyWidth: 2, beside: path)
        nameRoot = roots.names
    }

    /// Takes the entries of a ``KeyspaceBatch``.
    func write(_ batch: UnsafeRawBufferPointer) throws(SnapshotError) {
        try KeyspaceBatch.forEach(in: batch) { kind, key, record throws(SnapshotError) in
            switch kind {
            case .row(.key):
                try finishParts()
                try append(key: key, record)
            case .row(let table):
                if let sorter = sorters[table.position] {
                    try sorter.append(record)
                } else {
                    try append(record, to: table, of: key)
                }
            case .unhashedKey: try hash(key, record)
            case .abandoned:
                for sorter in sorters { sorter?.removeAll() }
                abandoned.append(key)
            }
        }
    }

    /// Writes what is left, and the index of the names.
    func finish() throws(SnapshotError) -> Totals {
        for tree in trees { try tree.finish() }
        let count = file.count
        let tree = TreeWriter.index(root: nameRoot, in: file)
        var areNamesUnique = true
        try names.drain { record, isRepeated throws(SnapshotError) in
            areNamesUnique = areNamesUnique && !isRepeated
            if areNamesUnique { try tree.append(record) }
        }
        if areNamesUnique { try tree.finish() } else { try file.removeAll(after: count) }
        try file.finish()
        return Totals(
            digest: digester.total,
            areNamesUnique: areNamesUnique,
            abandoned: abandoned
        )
    }

    private func append(
        _ record: UnsafeRawBufferPointer,
        to table: KeyspaceTable,
        of key: Int64
    ) throws(SnapshotError) {
        if table.hasRowID {
            try trees[table.position].append(record, rowID: key)
        } else {
            try trees[table.position].append(record)
        }
    }

    private func finishParts() throws(SnapshotError) {
        for (position, sorter) in sorters.enumerated() {
            guard let sorter, sorter.count > 0 else { continue }
            let tree = trees[position]
            try sorter.drain { record, isRepeated throws(SnapshotError) in
                guard !isRepeated else {
                    throw .damaged("a key has two parts of the same name")
                }
                try tree.append(record)
            }
        }
    }

    private func append(
        key: Int64,
        _ record: UnsafeRawBufferPointer
    ) throws(SnapshotError) {
        try trees[KeyspaceTable.key.position].append(record, rowID: key)
        guard let start = record.baseAddress else { return }
        var reader = RecordReader(start)
        _ = reader.next()
        let database = reader.next()
        let name = reader.next()
        self.record.removeAll()
        RecordEncoder().append(name, database, .integer(key), to: &self.record)
        try names.append(self.record.bytes)
    }
}

// Keys whose parts may come twice, as a scan gives them: the first one counts.
extension KeyspaceTrees {
    /// Writes the parts of a key, each once, and the key with the digest of those.
    private func hash(_ key: Int64, _ record: UnsafeRawBufferPointer) throws(SnapshotError) {
        guard let start = record.baseAddress else { return }
        var reader = RecordReader(start)
        _ = reader.next()
        guard case .integer(let database) = reader.next(), case .blob(let name) = reader.next(),
            case .text(let text) = reader.next(),
            let type = StoredType(rawValue: String(decoding: text, as: UTF8.self))
        else { throw .damaged("a key has no type") }
        let end = reader.next()
        let expiry: Int64? = if case .integer(let time) = end { time } else { nil }
        digester.begin(
            StoredKey(name: name, database: Int(database), type: type, expiry: expiry)
        )
        for table in [KeyspaceTable.set, .sortedSet, .hash] {
            let tree = trees[table.position]
            try sorters[table.position]?.drain { record, isRepeated throws(SnapshotError) in
                guard !isRepeated else { return }
                try tree.append(record)
                hash(record, of: table)
            }
        }
        let parts = digester.count
        let digest = digester.end()
        row.removeAll()
        row.append(key)
        row.append(database)
        row.append(blob: name)
        row.append(text: text)
        if let expiry { row.append(expiry) } else { row.appendNull() }
        row.append(parts)
        digest.withBytes { row.append(blob: $0) }
        var record = ByteArena()
        RecordEncoder(hasRowID: true).append(row, to: &record)
        try append(key: key, record.bytes)
    }

    private func hash(_ record: UnsafeRawBufferPointer, of table: KeyspaceTable) {
        guard let start = record.baseAddress else { return }
        var reader = RecordReader(start)
        _ = reader.next()
        guard case .blob(let first) = reader.next() else { return }
        switch table {
        case .set: digester.element(first)
        case .hash: if case .blob(let value) = reader.next() { digester.field(first, value) }
        default: if case .real(let score) = reader.next() { digester.member(first, score: score) }
        }
    }
}
