import Foundation
import SQLiteSnapshot
import StdnetBackend
import Testing

@Suite("A snapshot says what it is")
struct MetadataTests {
    static let model = ModelSchema(
        name: "test.thing",
        fields: [FieldSchema(name: "n", kind: .integer)]
    )

    @Test("when, from where and how it was made, by the clock that it was given")
    func metadata() async throws {
        let place = try Workplace()
        try await place.define(Self.model)
        let options = SnapshotOptions(
            source: "redis://here:1/2",
            runID: "run",
            now: { Date(timeIntervalSince1970: 1_372_941_015.25) }
        )
        let (summary, file) = try await place.export(options)
        let metadata = file.metadata
        #expect(metadata == summary.metadata)
        #expect(metadata.format == 1 && metadata.library.hasPrefix("stdnet "))
        #expect(metadata.source == "redis://here:1/2" && metadata.namespace == place.namespace)
        #expect(metadata.consistency == .exact && metadata.method == .memory)
        #expect(metadata.level == .typed && metadata.dates == .text && metadata.runID == "run")
        #expect(metadata.started == "2013-07-04T12:30:15.25Z")
        #expect(metadata.finished == metadata.started)
        #expect(metadata.serverVersion == nil)
        #expect(file.models == summary.models)
    }

    @Test("with its own name for each run")
    func runID() async throws {
        let ids = Set((0..<10).map { _ in SnapshotOptions().runID })
        #expect(ids.count == 10 && ids.allSatisfy { $0.utf8.count == 16 })
    }

    @Test("without the password of its source")
    func password() async throws {
        let place = try Workplace()
        try await place.define(Self.model)
        let url = try ConnectionString("redis://joe:s3cretword@localhost:7399/4")
        _ = try await place.export(SnapshotOptions(source: url.description))
        let contents = try Data(contentsOf: URL(filePath: place.path))
        #expect(contents.range(of: Data("localhost:7399".utf8)) != nil)
        #expect(contents.range(of: Data("s3cretword".utf8)) == nil)
        #expect(contents.range(of: Data("joe".utf8)) == nil)
    }

    @Test("with the description of each model")
    func schemas() async throws {
        let place = try Workplace()
        try await place.define(Self.model)
        let (_, file) = try await place.export()
        let rows = try file.query("SELECT model, table_name, schema FROM stdnet_model")
        let schema = try Self.model.json()
        #expect(rows.map(\.values) == [["test.thing", "test_thing", .text(schema)]])
    }

    @Test("and a database that does not describe itself is refused by the name of the key")
    func noSchema() async throws {
        let place = try Workplace()
        let key = place.namespace + "stdnet:schema"
        let error = await #expect(throws: SnapshotError.noSchema(key: key)) {
            _ = try await place.export()
        }
        #expect(error?.description.contains("'\(key)'") == true)
        #expect(try place.files == [])
    }

    @Test("and a description that is none is refused by the name of the model")
    func invalidSchema() async throws {
        let place = try Workplace()
        let key = place.namespace + "stdnet:schema"
        try await place.run("HSET", key, "test.thing", "{}")
        await #expect(
            throws: SnapshotError.invalidSchema(
                model: "test.thing",
                reason: "it is not the JSON of a schema"
            )
        ) { _ = try await place.export() }
        let other = try Self.model.json()
        try await place.run("HSET", key, "test.thing", other, "test.other", other)
        await #expect(
            throws: SnapshotError.invalidSchema(
                model: "test.other",
                reason: "it is the one of 'test.thing'"
            )
        ) { _ = try await place.export() }
    }

    @Test("and a file of somebody else is refused")
    func foreignFile() async throws {
        let place = try Workplace()
        let absent = #expect(throws: SnapshotError.self) { try SnapshotFile(path: place.path) }
        #expect(absent?.description.contains("'\(place.path)'") == true)
        try Data().write(to: URL(filePath: place.path))
        #expect(
            throws: SnapshotError.notASnapshot(path: place.path, reason: "another program wrote it")
        ) { try SnapshotFile(path: place.path) }
        try Data(repeating: 0x41, count: 4096).write(to: URL(filePath: place.path))
        #expect(
            throws: SnapshotError.notASnapshot(
                path: place.path,
                reason: "it is not a file of SQLite"
            )
        ) { try SnapshotFile(path: place.path) }
    }

    @Test("and answers no longer than its task lives")
    func endlessQuery() async throws {
        let place = try Workplace()
        try await place.define(Self.model)
        _ = try await place.export()
        let path = place.path
        let task = Task {
            let file = try SnapshotFile(path: path)
            withUnsafeCurrentTask { $0?.cancel() }
            _ = try file.query(
                """
                WITH RECURSIVE number (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM number)
                SELECT count(*) FROM number
                """
            )
        }
        await #expect(throws: SnapshotError.cancelled) { try await task.value }
    }

    @Test("and can only be read")
    func readOnly() async throws {
        let place = try Workplace()
        try await place.define(Self.model)
        let (_, file) = try await place.export()
        #expect(throws: SnapshotError.self) { try file.query("DELETE FROM stdnet_model") }
        #expect(throws: SnapshotError.self) { try file.query("SELECT nonsense FROM nowhere") }
        let rows = try file.query("SELECT ? AS a, ? AS b, ? AS c", 1, "x", .blob([0, 255]))
        #expect(rows.map(\.columns) == [["a", "b", "c"]])
        #expect(rows.map(\.values) == [[1, "x", .blob([0, 255])]])
        #expect(rows.first?["b"] == "x" && rows.first?["z"] == .null)
    }
}
