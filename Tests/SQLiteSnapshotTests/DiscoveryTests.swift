import MemoryBackend
import StdnetBackend
import Testing

@testable import SQLiteSnapshot

@Suite("Models of a database that does not describe itself are discovered")
struct DiscoveryTests {
    /// Objects as the original stores them.
    func place() async throws -> Workplace {
        let place = try Workplace()
        for id in 1...700 {
            try await place.run("SADD", "space:geo.city:id", "\(id)")
            try await place.run(
                words: [
                    "HSET", "space:geo.city:obj:\(id)", "population", "\(id)", "code", "00\(id)",
                    "area", id.isMultiple(of: 2) ? "\(id)" : "\(id).5",
                ] + (id == 5 ? ["mayor", "Ann"] : [])
            )
            try await place.run("SADD", "space:geo.city:idx:code:00\(id)", "\(id)")
            try await place.run("HSET", "space:geo.city:uni:population", "\(id)", "\(id)")
        }
        try await place.run("ZADD", "space:log:id", "1", "a", "2", "b")
        try await place.run("HSET", "space:log:obj:a", "x", "9223372036854775807")
        try await place.run("HSET", "space:log:obj:b", "x", "0.5")
        try await place.run("SET", "space:other:id", "no model")
        return place
    }

    @Test("with the columns that all values fit", arguments: [SnapshotMetadata.Level.typed, .full])
    func columns(level: SnapshotMetadata.Level) async throws {
        let place = try await place()
        let (summary, file) = try await place.export(
            SnapshotOptions(replacesExisting: true, level: level)
        )
        #expect(file.metadata.areModelsDiscovered && summary.rejects == 0)
        #expect(summary.models.map(\.name) == ["geo.city", "log"])
        #expect(summary.models.map(\.rows) == [700, 2])
        let columns = try file.query(
            "SELECT name, type, \"notnull\" FROM pragma_table_info('geo_city')"
        )
        #expect(
            columns.map(\.values) == [
                ["id", "INTEGER", 1], ["area", "REAL", 1], ["code", "TEXT", 1],
                ["mayor", "TEXT", 0], ["population", "INTEGER", 1],
            ]
        )
        #expect(try file.column("SELECT code FROM geo_city WHERE population = 7") == ["007"])
        #expect(
            try file.column("SELECT x FROM log ORDER BY id") == ["9223372036854775807", "0.5"]
        )
        let indexes = try file.column("SELECT \"unique\" FROM pragma_index_list('geo_city')")
        #expect(indexes.count == 2 && indexes.contains(1))
    }

    @Test(
        "of the narrowest kind",
        arguments: [
            (["1", "-5"], ValueKind.integer), (["1", "1.5"], .float), (["1e-07", "2"], .float),
            (["007"], .text), (["1", "x"], .text), ([""], .text), (["nan"], .text),
            (["1.5", "9007199254740993"], .text), (["99999999999999999999"], .text),
        ]
    )
    func kinds(values: [String], kind: ValueKind) {
        var guess = KindGuess()
        for value in values { guess.add(Bytes(value.utf8)) }
        #expect(guess.kind == kind)
    }
}
