import StdnetBackend
import Testing

@Suite("Patterns of keys")
struct KeyPatternTests {
    @Test(
        "A literal is escaped wherever it means something else",
        arguments: [
            ("plain:", "plain:"), ("a*b", "a\\*b"), ("?", "\\?"), ("[x-z]", "\\[x-z\\]"),
            ("\\", "\\\\"), ("^-ü", "^-ü"), ("", ""),
        ]
    )
    func escaping(literal: String, expected: String) {
        #expect(KeyPattern.escaping(literal).description == expected)
        #expect(KeyPattern.prefix(literal) == KeyPattern("\(expected)*"))
    }

    @Test("Patterns are put together from bytes, and read as they are")
    func bytes() {
        #expect((KeyPattern.escaping([255, 42]) + "?").bytes == [255, 92, 42, 63])
        #expect(KeyPattern("a[b]*").bytes == Bytes("a[b]*".utf8))
    }
}

@Suite("A connection string onto another database")
struct ConnectionStringDatabaseTests {
    @Test("keeps everything but the number")
    func other() throws {
        let string = try ConnectionString("redis://u:secret@host:6380/3?timeout=2&namespace=n")
        let other = try string.with(database: 9)
        #expect(other.database == 9)
        #expect(other != string)
        let back = try other.with(database: 3)
        #expect(back == string)
    }

    @Test("refuses what can't be a number of a database")
    func mistakes() throws {
        let server = try ConnectionString("redis://host")
        #expect(throws: BackendError.self) { try server.with(database: -1) }
        #expect(throws: BackendError.self) { try server.with(database: Int(Int32.max) + 1) }
        let cluster = try ConnectionString("redis+cluster://a,b")
        #expect(throws: BackendError.self) { try cluster.with(database: 1) }
        let same = try cluster.with(database: 0)
        #expect(same == cluster)
    }
}
