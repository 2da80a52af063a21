import MemoryBackend
import SQLiteSnapshot
import StdnetBackend
import Testing

@Suite("What objects have besides their fields is in tables of its own")
struct ChildTableTests {
    static let shelf = ModelSchema(
        name: "test.shelf",
        fields: [
            FieldSchema(name: "name", kind: .text),
            FieldSchema(name: "signs", kind: .json, isFlattened: true),
            FieldSchema(
                name: "room",
                kind: .integer,
                isOptional: true,
                reference: .init(target: "test.room", onDelete: .nullify)
            ),
        ],
        structures: [
            StructureSchema(name: "books", type: .list, coding: .plain),
            StructureSchema(name: "tags", type: .set),
            StructureSchema(name: "ranks", type: .zset, coding: .plain),
            StructureSchema(name: "notes", type: .hash, coding: .bytes),
            StructureSchema(name: "log", type: .string, coding: .bytes),
            StructureSchema(name: "sizes", type: .array, coding: .bytes),
            StructureSchema(name: "all", type: .set, coding: .plain, isStatic: true),
        ]
    )
    static let room = ModelSchema(
        name: "test.room",
        fields: [FieldSchema(name: "floor", kind: .integer)]
    )

    func place() async throws -> Workplace {
        let place = try Workplace()
        try await place.define(Self.shelf, Self.room)
        try await place.store(Self.room, "7", ["floor": "3"])
        for id in 1...3 {
            try await place.store(
                Self.shelf,
                "\(id)",
                ["name": "s\(id)", "signs__a__b": "1", "signs__c": "\"x\"", "room_id": "7"]
            )
        }
        let base = "space:test.shelf:obj:1:"
        try await place.run("RPUSH", base + "books", "b", "a", "b")
        try await place.run("SADD", base + "tags", "\"x\"", "2")
        try await place.run("ZADD", base + "ranks", "1.5", "m", "-inf", "n")
        try await place.run("HSET", base + "notes", "k", "v")
        try await place.run("SET", base + "log", "bytes")
        try await place.run("SADD", "space:test.shelf:struct:all", "s")
        let cells: [UInt8] = [0x3f, 0xf8, 0, 0, 0, 0, 0, 0] + Array(repeating: 0, count: 8)
        _ = try await place.backend.run(RawCommand("SET", base + "sizes", Bytes(cells)))
        let names = (0..<1500).map { "e\($0)" }
        try await place.run(words: ["SADD", "space:test.shelf:obj:2:tags"] + names)
        // Another type than the model says, and bytes that are no text.
        try await place.run("SET", "space:test.shelf:obj:3:tags", "odd")
        _ = try await place.backend.run(
            RawCommand("RPUSH", "space:test.shelf:obj:3:books", Bytes([0xff, 0xfe]))
        )
        return place
    }

    @Test("by scan and from raw keys alike", arguments: [SnapshotMetadata.Level.typed, .full])
    func tables(level: SnapshotMetadata.Level) async throws {
        let place = try await place()
        let (summary, file) = try await place.export(
            SnapshotOptions(replacesExisting: true, level: level)
        )
        #expect(summary.models.map(\.rows) == [1, 3])
        let books = try file.query("SELECT * FROM test_shelf_books ORDER BY owner_id, position")
        #expect(books.map(\.values) == [[1, 0, "b"], [1, 1, "a"], [1, 2, "b"]])
        #expect(
            try file.column(
                "SELECT count(*) FROM test_shelf_tags GROUP BY owner_id ORDER BY owner_id"
            )
                == [2, 1500]
        )
        let ranks = try file.query("SELECT value, score FROM test_shelf_ranks ORDER BY score")
        #expect(ranks.map(\.values) == [["n", .real(-.infinity)], ["m", 1.5]])
        let leaves = try file.query(
            "SELECT path, value FROM test_shelf_signs WHERE owner_id = 2 ORDER BY path"
        )
        #expect(leaves.map(\.values) == [["a__b", "1"], ["c", "\"x\""]])
        let sizes = try file.query("SELECT position, value FROM test_shelf_sizes")
        #expect(sizes.map(\.values) == [[0, 1.5], [1, nil]])
        #expect(try file.column("SELECT value FROM test_shelf_notes") == [.blob(Bytes("v".utf8))])
        #expect(try file.column("SELECT value FROM test_shelf_log") == [.blob(Bytes("bytes".utf8))])
        #expect(try file.column("SELECT value FROM test_shelf_all") == ["s"])
        #expect(
            try file.column("SELECT reason FROM reject ORDER BY reason")
                == ["not UTF-8", "the structure is of another type: string"]
        )
        #expect(
            try file.column("SELECT room_id_floor FROM test_shelf_joined WHERE id = 2") == [3]
        )
    }

    @Test("and a comparison counts the objects of which they differ")
    func comparison() async throws {
        let place = try await place()
        _ = try await place.export()
        try await place.run("LPOP", "space:test.shelf:obj:1:books")
        try await place.run("HSET", "space:test.shelf:obj:2", "signs__c", "5")
        let after = place.path + ".after"
        _ = try await SnapshotExporter.export(
            from: place.backend,
            namespace: place.namespace,
            to: after
        )
        let difference = try await SnapshotComparer.compare(place.path, after)
        #expect(difference.models.map(\.structures) == [["books": 1, "signs": 1]])
    }

    @Test("models of one name in SQL have tables of their own, two thousand of them too")
    func manyModels() async throws {
        let place = try Workplace()
        for number in 0..<1000 {
            for name in ["m.\(number)", "m_\(number)"] {
                let model = ModelSchema(
                    name: name,
                    fields: [
                        FieldSchema(name: "select", kind: .text, index: .equality),
                        FieldSchema(name: "order", kind: .integer, isOptional: true),
                    ],
                    structures: [StructureSchema(name: "select", type: .list)]
                )
                try await place.define(model)
                if number < 5 { try await place.store(model, "1", ["select": name]) }
            }
        }
        let (summary, file) = try await place.export()
        #expect(summary.models.count == 2000 && summary.rows == 10 && summary.rejects == 0)
        #expect(Set(summary.models.map(\.table)).count == 2000)
        #expect(try file.column("SELECT \"select\" FROM m_3") == ["m.3"])
        #expect(try file.column("SELECT \"select\" FROM m_3_2") == ["m_3"])
    }
}
