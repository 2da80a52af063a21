import StdnetBackend
import Testing

@testable import SQLiteSnapshot

@Suite("Records of SQLite's file format")
struct RecordTests {
    @Test("hold integers of any length, in as few bytes as SQLite takes")
    func integers() throws {
        let place = try PageWorkplace("CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER) STRICT")
        var numbers: [Int] = []
        for bits in 0..<63 {
            for offset in -1...1 { numbers += [1 << bits + offset, -(1 << bits) + offset] }
        }
        numbers += [.max, .min]
        try place.write { file in
            let tree = TreeWriter.table(root: try place.connection.root(of: "t"), in: file)
            for (id, number) in numbers.enumerated() {
                try tree.append([.integer(id), .integer(number)], hasRowID: true)
            }
            try tree.finish()
        }
        #expect(try place.damage == [])
        let read = try place.connection.rows("SELECT a FROM t ORDER BY id").map { $0[0] }
        #expect(read == numbers.map { .integer($0) })
        // Pages that SQLite fills with the same rows are as many.
        let count = try place.connection.integer("PRAGMA page_count")
        try place.connection.execute("VACUUM")
        #expect(try place.connection.integer("PRAGMA page_count") == count)
    }

    @Test("are read as they were written")
    func reading() {
        var chance = SeededChance(1)
        for _ in 0..<2000 {
            let width = Int.random(in: 1...40, using: &chance)
            let row = (0..<width).map { _ in SnapshotValue.random(&chance, longest: 200) }
            var arena = ByteArena()
            RecordEncoder().append(RowBuffer(row), to: &arena)
            guard let start = arena.bytes.baseAddress else { continue }
            var reader = RecordReader(start)
            let read = row.map { _ in SnapshotValue(reader.next()) }
            #expect(read == row)
        }
    }

    @Test("have the order of SQLite, from whatever run of a sort they come", arguments: 1...6)
    func sorting(seed: UInt64) throws {
        let place = try PageWorkplace("CREATE TABLE t (n INTEGER, a ANY, b ANY) STRICT")
        var chance = SeededChance(seed)
        // From all in memory to a hundred runs.
        let sorter = RecordSorter(
            width: 3,
            keyWidth: 2,
            beside: place.path,
            limit: seed == 1 ? 1 << 20 : 4000 << Int(seed)
        )
        let insert = try SQLiteStatement("INSERT INTO t VALUES (?, ?, ?)", on: place.connection)
        try place.connection.execute("BEGIN")
        for number in 0..<6000 {
            let longest = number.isMultiple(of: 500) ? 20_000 : 9 * Int(seed)
            let row = [
                SnapshotValue.random(&chance, longest: longest), .random(&chance, longest: 2),
            ]
            try sorter.append(row + [.integer(number)])
            try insert.rows([.integer(number)] + row)
        }
        try place.connection.execute("COMMIT")
        #expect(sorter.count == 6000)
        var sorted: [[SnapshotValue]] = []
        var repeated: Set<SnapshotValue> = []
        try sorter.drain { record, isRepeated throws(SnapshotError) in
            guard let start = record.baseAddress else { return }
            var reader = RecordReader(start)
            let row = (0..<3).map { _ in SnapshotValue(reader.next()) }
            sorted.append(row)
            if isRepeated { repeated.insert(row[2]) }
        }
        #expect(sorter.count == 0)
        #expect(sorted == (try place.connection.rows("SELECT a, b, n FROM t ORDER BY a, b, n")))
        let expected = try place.connection.rows(
            """
            SELECT n FROM (SELECT n, row_number() OVER (PARTITION BY a, b ORDER BY n) AS place
                FROM t WHERE a IS NOT NULL AND b IS NOT NULL) WHERE place > 1
            """
        )
        #expect(repeated == Set(expected.map { $0[0] }))
        #expect(!repeated.isEmpty)
    }

    @Test("sort exactly where a double has no room for an integer")
    func largeNumbers() {
        let ordered: [SnapshotValue] = [
            .real(-.infinity), .integer(.min), .integer(.min + 1), .real(-0x1p62), .real(-1.5),
            .integer(-1), .real(-0.5), .integer(0), .real(0.5), .integer(1 << 53),
            .integer(1 << 53 + 1), .real(0x1p53 + 2), .integer(1 << 53 + 3), .integer(.max),
            .real(0x1p63), .real(.infinity), .text(""), .text("a"), .text("a\u{0}"), .blob([]),
        ]
        for (first, left) in ordered.enumerated() {
            for (second, right) in ordered.enumerated() {
                let order = Self.order(left, right)
                #expect(order.signum() == (first - second).signum(), "\(left) \(right)")
            }
        }
        #expect(Self.order(.integer(0), .real(-0.0)) == 0)
        #expect(Self.order(.integer(7), .real(7)) == 0)
    }

    static func order(_ left: SnapshotValue, _ right: SnapshotValue) -> Int {
        var first = ByteArena()
        var second = ByteArena()
        RecordEncoder().append(RowBuffer([left]), to: &first)
        RecordEncoder().append(RowBuffer([right]), to: &second)
        guard let first = first.bytes.baseAddress, let second = second.bytes.baseAddress else {
            return .max
        }
        return RecordOrder.compare(first, second, columns: 1)
    }
}

extension SnapshotValue {
    init(_ value: RecordReader.Value) {
        switch value {
        case .null: self = .null
        case .integer(let number): self = .integer(Int(number))
        case .real(let number): self = .real(number)
        case .text(let bytes): self = .text(String(decoding: bytes, as: UTF8.self))
        case .blob(let bytes): self = .blob(Bytes(bytes))
        }
    }
}
