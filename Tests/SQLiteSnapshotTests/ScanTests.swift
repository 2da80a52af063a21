import MemoryBackend
import SQLiteSnapshot
import StdnetBackend
import Testing

@Suite("A scanned database is read with what a server may answer")
struct ScanTests {
    static let thing = ModelSchema(
        name: "test.thing",
        fields: [FieldSchema(name: "n", kind: .integer)]
    )
    static let word = ModelSchema(
        name: "test.word",
        id: ModelSchema.Identity(kind: .text, isAutomatic: false),
        fields: [FieldSchema(name: "n", kind: .integer)]
    )

    func export(
        _ place: Workplace,
        from backend: any Backend
    ) async throws -> SnapshotSummary {
        try await SnapshotExporter.export(
            from: backend,
            namespace: place.namespace,
            to: place.path
        )
    }

    @Test("ids that a scan gives twice are one object each")
    func repeatedIDs() async throws {
        let place = try Workplace()
        try await place.define(Self.thing, Self.word)
        for id in 1...30 {
            try await place.store(Self.thing, "\(id)", ["n": "1"])
            try await place.store(Self.word, "w\(id)", ["n": "1"])
        }
        let backend = RewritingBackend(place.backend, "SSCAN") { reply, builder in
            let parts = Array(reply.elements)
            builder.array(2)
            builder.append(parts[0])
            builder.array(parts[1].count * 2)
            for _ in 1...2 { for id in parts[1].elements { builder.append(id) } }
        }
        let summary = try await export(place, from: backend)
        #expect(summary.models.map(\.rows) == [30, 30])
        #expect(summary.rejects == 0)
    }

    @Test("the version of the server is in the metadata")
    func version() async throws {
        let place = try Workplace()
        try await place.define(Self.thing)
        let backend = RewritingBackend(place.backend, "INFO") { _, builder in
            builder.bulk("# Server\r\nredis_version:7.0.15\r\nredis_mode:standalone\r\n")
        }
        let summary = try await export(place, from: backend)
        #expect(summary.metadata.serverVersion == "7.0.15")
        #expect(try SnapshotFile(path: place.path).metadata == summary.metadata)
    }

    @Test("a server that may not say its version is exported without it")
    func noVersion() async throws {
        let place = try Workplace()
        try await place.define(Self.thing)
        let backend = RewritingBackend(place.backend, "INFO") { _, builder in
            builder.error("NOPERM this user has no permissions to run the 'info' command")
        }
        let summary = try await export(place, from: backend)
        #expect(summary.metadata.serverVersion == nil)
    }

    @Test("a set of ids that is none ends the export with the name of the key")
    func wrongType() async throws {
        let place = try Workplace()
        try await place.define(Self.thing)
        let key = KeyLayout(namespace: place.namespace, model: Self.thing.name).ids
        try await place.run("SET", key, "x")
        let error = await #expect(throws: SnapshotError.self) {
            try await export(place, from: place.backend)
        }
        #expect(error?.description.contains("'\(key)'") == true)
        #expect(try place.files == [])
    }

    @Test("an object that may not be read ends the export")
    func refused() async throws {
        let place = try Workplace()
        try await place.define(Self.thing)
        try await place.store(Self.thing, "1", ["n": "1"])
        let backend = RewritingBackend(place.backend, "HMGET") { _, builder in
            builder.error("NOPERM No permissions to access a key")
        }
        let refusal = BackendError.server(
            code: "NOPERM",
            message: "No permissions to access a key"
        )
        await #expect(throws: SnapshotError.source(refusal)) {
            try await export(place, from: backend)
        }
        #expect(try place.files == [])
    }
}
