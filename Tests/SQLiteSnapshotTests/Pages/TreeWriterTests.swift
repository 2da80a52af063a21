import Foundation
import StdnetBackend
import Testing

@testable import SQLiteSnapshot

@Suite("Trees that are written page by page are what SQLite reads")
struct TreeWriterTests {
    static let sizes = [512, 4096, 65_536]

    @Test("tables with row ids, from no page to three levels", arguments: sizes)
    func tables(pageSize: Int) throws {
        for count in [0, 1, 2, 9, 60, 3000, 20_000] {
            let place = try PageWorkplace(
                "CREATE TABLE t (id INTEGER PRIMARY KEY NOT NULL, a ANY, b ANY) STRICT",
                pageSize: pageSize
            )
            var chance = SeededChance(UInt64(count))
            var rows: [[SnapshotValue]] = []
            var id = Int.min
            for _ in 0..<count {
                rows.append([
                    .integer(id), .random(&chance, longest: 40), .random(&chance, longest: 3),
                ])
                // Small steps, one over zero, and large ones.
                id = id == .min ? -5 : id + Int.random(in: 1...300, using: &chance)
            }
            try place.write { file in
                let tree = TreeWriter.table(root: try place.connection.root(of: "t"), in: file)
                for row in rows { try tree.append(row, hasRowID: true) }
                try tree.finish()
            }
            #expect(try place.damage == [])
            #expect(try place.connection.rows("SELECT id, a, b FROM t ORDER BY id") == rows)
            for row in rows.prefix(20) {
                #expect(
                    try place.connection.rows("SELECT * FROM t WHERE id = ?", [row[0]]) == [row]
                )
            }
        }
    }

    @Test("tables without row ids, in the order of SQLite", arguments: sizes)
    func indexes(pageSize: Int) throws {
        for count in [0, 1, 2, 9, 60, 3000, 20_000] {
            let place = try PageWorkplace(
                """
                CREATE TABLE t (a ANY NOT NULL, b ANY NOT NULL, c ANY, PRIMARY KEY (a, b))
                STRICT, WITHOUT ROWID
                """,
                pageSize: pageSize
            )
            var chance = SeededChance(UInt64(count))
            let sorter = RecordSorter(width: 2, keyWidth: 2, beside: place.path, limit: 100_000)
            var expected: [[SnapshotValue]: SnapshotValue] = [:]
            for _ in 0..<count {
                let key = [
                    SnapshotValue.random(&chance, longest: 30).orZero,
                    .random(&chance, longest: 30).orZero,
                ]
                let value = SnapshotValue.random(&chance, longest: 9)
                // 1 and 1.0 are the same key.
                let same = key.map { $0.integral }
                if expected[same] == nil { expected[same] = value }
                try sorter.append(key + [value])
            }
            try place.write { file in
                let tree = TreeWriter.index(root: try place.connection.root(of: "t"), in: file)
                try sorter.drain { record, isRepeated throws(SnapshotError) in
                    if !isRepeated { try tree.append(record) }
                }
                try tree.finish()
            }
            #expect(try place.damage == [])
            let rows = try place.connection.rows("SELECT a, b, c FROM t ORDER BY a, b")
            #expect(rows.count == expected.count)
            for row in rows { #expect(expected[[row[0].integral, row[1].integral]] == row[2]) }
            // SQLite sorts anew, whatever order the tree has.
            #expect(try place.connection.rows("SELECT a, b, c FROM t ORDER BY +a, +b") == rows)
        }
    }

    @Test("records of any length, in pages of their own where they have no room", arguments: sizes)
    func overflow(pageSize: Int) throws {
        let place = try PageWorkplace(
            """
            CREATE TABLE t (id INTEGER PRIMARY KEY NOT NULL, a BLOB NOT NULL) STRICT;
            CREATE TABLE w (a BLOB NOT NULL PRIMARY KEY, b INTEGER) STRICT, WITHOUT ROWID;
            """,
            pageSize: pageSize
        )
        let near = [pageSize / 8, pageSize / 4, pageSize, pageSize * 2, pageSize * 7]
        let counts = [0, 1] + near.flatMap { $0 - 60...$0 + 20 }
        let blobs = counts.enumerated().map { position, count in
            SnapshotValue.blob(Bytes(repeating: UInt8(truncatingIfNeeded: position), count: count))
        }
        try place.write { file in
            let table = TreeWriter.table(root: try place.connection.root(of: "t"), in: file)
            let index = TreeWriter.index(root: try place.connection.root(of: "w"), in: file)
            let sorter = RecordSorter(width: 1, keyWidth: 1, beside: place.path, limit: 1000)
            for (position, blob) in blobs.enumerated() {
                try table.append([.integer(position), blob], hasRowID: true)
                try sorter.append([blob, .integer(position)])
            }
            try sorter.drain { record, isRepeated throws(SnapshotError) in
                try index.append(record)
            }
            try table.finish()
            try index.finish()
        }
        #expect(try place.damage == [])
        #expect(try place.connection.rows("SELECT a FROM t ORDER BY id").map { $0[0] } == blobs)
        #expect(try place.connection.rows("SELECT a FROM w ORDER BY b").map { $0[0] } == blobs)
        for blob in blobs {
            #expect(try place.connection.integer("SELECT count(*) FROM w WHERE a = ?", [blob]) == 1)
        }
    }

    @Test("a table with its indexes, in a file that SQLite goes on writing")
    func mixed() throws {
        let place = try PageWorkplace(
            """
            CREATE TABLE t (id TEXT PRIMARY KEY NOT NULL, n REAL) STRICT;
            CREATE INDEX i ON t (n);
            CREATE TABLE other (a)
            """
        )
        let connection = place.connection
        try connection.execute("INSERT INTO other VALUES (1)")
        let reals = [
            0.0, -0.5, 3, 1e15, 1e16, -7, 140_737_488_355_327, 140_737_488_355_328, .infinity,
        ]
        try place.write { file in
            let table = TreeWriter.table(root: try connection.root(of: "t"), in: file)
            let key = TreeWriter.index(
                root: try connection.root(of: "sqlite_autoindex_t_1"),
                in: file
            )
            let index = TreeWriter.index(root: try connection.root(of: "i"), in: file)
            let sorter = RecordSorter(width: 2, keyWidth: 1, beside: place.path)
            for (position, real) in reals.enumerated() {
                let id = SnapshotValue.text("k\(position)")
                try table.append([id, .real(real)], rowID: Int64(position))
                try key.append([id, .integer(position)])
                try sorter.append([.real(real), .integer(position)], narrowsReals: true)
            }
            try sorter.drain { record, _ throws(SnapshotError) in try index.append(record) }
            for tree in [table, key, index] { try tree.finish() }
        }
        #expect(try place.damage == [])
        #expect(
            try connection.rows("SELECT n FROM t ORDER BY rowid").map { $0[0] }
                == reals.map { .real($0) }
        )
        #expect(try connection.integer("SELECT count(*) FROM t INDEXED BY i WHERE n > 2.5") == 6)
        try connection.execute(
            "INSERT INTO t VALUES ('new', 2); DELETE FROM t WHERE id = 'k1'; DROP TABLE other"
        )
        #expect(try place.damage == [])
        #expect(try connection.integer("SELECT count(*) FROM t") == reals.count)
    }

    @Test("pages that are taken back leave nothing")
    func takenBack() throws {
        let place = try PageWorkplace(
            "CREATE TABLE t (id INTEGER PRIMARY KEY NOT NULL, a BLOB) STRICT; CREATE INDEX i ON t (a)"
        )
        try place.write { file in
            let table = TreeWriter.table(root: try place.connection.root(of: "t"), in: file)
            for id in 0..<1000 { try table.append([.integer(id), .null], hasRowID: true) }
            try table.finish()
            let before = file.count
            let index = TreeWriter.index(root: try place.connection.root(of: "i"), in: file)
            for id in 0..<5000 { try index.append([.null, .integer(id)]) }
            #expect(file.count > before + 10)
            try file.removeAll(after: before)
        }
        try place.connection.execute("DROP INDEX i; CREATE INDEX i ON t (a)")
        #expect(try place.damage == [])
    }

    @Test("rows that don't come in order are refused")
    func order() throws {
        let place = try PageWorkplace("CREATE TABLE t (id INTEGER PRIMARY KEY) STRICT")
        try place.write { file in
            let table = TreeWriter.table(root: try place.connection.root(of: "t"), in: file)
            try table.append([.integer(2)], hasRowID: true)
            #expect(throws: SnapshotError.self) {
                try table.append([.integer(2)], hasRowID: true)
            }
            #expect(throws: SnapshotError.self) { try table.append([.integer(3)]) }
        }
    }

    @Test("a file over one gibibyte leaves out the page of SQLite's locks")
    func locks() throws {
        let place = try PageWorkplace(
            "CREATE TABLE t (id INTEGER PRIMARY KEY NOT NULL, a BLOB NOT NULL) STRICT",
            pageSize: 65_536
        )
        let blob = SnapshotValue.blob(Bytes(repeating: 7, count: 1 << 24))
        try place.write { file in
            let table = TreeWriter.table(root: try place.connection.root(of: "t"), in: file)
            for id in 0..<66 { try table.append([.integer(id), blob], hasRowID: true) }
            try table.finish()
        }
        #expect(try place.damage == [])
        #expect(try place.connection.rows("SELECT a FROM t WHERE id = 63") == [[blob]])
    }
}

extension SnapshotValue {
    /// The value, or zero for NULL, which primary keys don't have.
    var orZero: SnapshotValue { self == .null ? .integer(0) : self }

    /// The value, an integer where it is a whole number.
    var integral: SnapshotValue {
        if case .real(let number) = self, let whole = Int(exactly: number) {
            .integer(whole)
        } else {
            self
        }
    }
}

extension TreeWriter {
    func append(_ row: [SnapshotValue], hasRowID: Bool) throws {
        guard case .integer(let id)? = row.first else { return }
        var arena = ByteArena()
        RecordEncoder(hasRowID: hasRowID).append(RowBuffer(row), to: &arena)
        try append(arena.bytes, rowID: Int64(id))
    }

    func append(_ row: [SnapshotValue], rowID: Int64) throws {
        var arena = ByteArena()
        RecordEncoder(narrowsReals: true).append(RowBuffer(row), to: &arena)
        try append(arena.bytes, rowID: rowID)
    }

    func append(_ row: [SnapshotValue]) throws {
        var arena = ByteArena()
        RecordEncoder().append(RowBuffer(row), to: &arena)
        try append(arena.bytes)
    }
}

extension RecordSorter {
    func append(_ row: [SnapshotValue], narrowsReals: Bool = false) throws {
        try append(
            RowBuffer(row),
            cells: 0..<row.count,
            RecordEncoder(narrowsReals: narrowsReals)
        )
    }
}

extension RowBuffer {
    init(_ row: [SnapshotValue]) {
        self.init()
        for value in row { append(value) }
    }
}
