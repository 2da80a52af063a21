import SQLiteSnapshot
import StdnetBackend
import Testing

@Suite("An object that does not fit is in the table of rejects")
struct RejectionTests {
    static let person = ModelSchema(
        name: "test.person",
        fields: [
            FieldSchema(name: "email", kind: .text, index: .unique),
            FieldSchema(name: "badge", kind: .integer, isOptional: true, index: .unique),
        ]
    )

    @Test("when a field that has to be there is missing")
    func missing() async throws {
        let place = try Workplace()
        try await place.define(Self.person)
        try await place.store(Self.person, "7", ["badge": "1"])
        let (summary, file) = try await place.export()
        #expect(summary.models[0].rejectedObjects == 1)
        let expected: [[SnapshotValue]] = [
            ["test.person", 7, "email", nil, "missing, and not optional"]
        ]
        #expect(try file.rejects == expected)
    }

    @Test("when there is nothing under its id")
    func noObject() async throws {
        let place = try Workplace()
        try await place.define(Self.person)
        try await place.store(Self.person, "7")
        let (summary, file) = try await place.export()
        #expect(summary.rows == 0)
        let expected: [[SnapshotValue]] = [
            ["test.person", 7, nil, nil, "no object under this id"]
        ]
        #expect(try file.rejects == expected)
    }

    @Test("when another kind of key is under its id")
    func notHash() async throws {
        let place = try Workplace()
        try await place.define(Self.person)
        try await place.store(Self.person, "7")
        try await place.run("SET", place.namespace + "test.person:obj:7", "x")
        try await place.store(Self.person, "8", ["email": "a@b.c"])
        let (summary, file) = try await place.export()
        #expect(summary.rows == 1)
        let expected: [[SnapshotValue]] = [
            ["test.person", 7, nil, nil, "the object is not a hash"]
        ]
        #expect(try file.rejects == expected)
    }

    @Test("when its id is not one of the model")
    func invalidID() async throws {
        let place = try Workplace()
        try await place.define(Self.person)
        for id in ["", "x", "01", "9223372036854775808"] {
            try await place.store(Self.person, id, ["email": "a@b.c"])
        }
        let (summary, file) = try await place.export()
        #expect(summary.rows == 0 && summary.models[0].rejectedObjects == 4)
        let ids = try file.column("SELECT id FROM reject ORDER BY id")
        #expect(ids == ["", "01", "9223372036854775808", "x"].map { .blob(Bytes($0.utf8)) })
        #expect(try file.column("SELECT DISTINCT reason FROM reject") == ["not an id of the model"])
    }

    @Test("when its text id is not text")
    func binaryID() async throws {
        let model = ModelSchema(
            name: "test.country",
            id: ModelSchema.Identity(name: "code", kind: .text, isAutomatic: false),
            fields: []
        )
        let place = try Workplace()
        try await place.define(model)
        for id in [[0xFF], [0x61, 0x00], Bytes("NO".utf8)] { try await place.store(model, id, []) }
        let (_, file) = try await place.export()
        #expect(try file.column("SELECT code FROM test_country") == ["NO"])
        let ids = try file.column("SELECT id FROM reject ORDER BY id")
        #expect(ids == [.blob([0x61, 0x00]), .blob([0xFF])])
    }

    @Test("when somebody with a lower id has its unique value")
    func duplicate() async throws {
        let place = try Workplace()
        try await place.define(Self.person)
        for id in ["3", "10", "2"] { try await place.store(Self.person, id, ["email": "a@b.c"]) }
        try await place.store(Self.person, "4", ["email": "d@e.f"])
        let (summary, file) = try await place.export()
        #expect(summary.rows == 2 && summary.models[0].rejectedObjects == 2)
        #expect(try file.column("SELECT id FROM test_person ORDER BY id") == [2, 4])
        let reason: SnapshotValue = "another object has the same value, and it has to be unique"
        let expected: [[SnapshotValue]] = [
            ["test.person", 3, "email", "a@b.c", reason],
            ["test.person", 10, "email", "a@b.c", reason],
        ]
        #expect(try file.rejects == expected)
    }

    @Test("but stays without a unique value that is optional")
    func optionalDuplicate() async throws {
        let place = try Workplace()
        try await place.define(Self.person)
        for id in ["1", "2", "3"] {
            try await place.store(Self.person, id, ["email": "\(id)@b.c", "badge": "5"])
        }
        try await place.store(Self.person, "4", ["email": "4@b.c"])
        let (summary, file) = try await place.export()
        #expect(summary.rows == 4 && summary.rejects == 2)
        #expect(summary.models[0].rejectedObjects == 0)
        let badges = try file.column("SELECT badge FROM test_person ORDER BY id")
        #expect(badges == [5, nil, nil, nil])
    }

    @Test("once for each value that is wrong")
    func severalValues() async throws {
        let place = try Workplace()
        try await place.define(Self.person)
        let bytes: [(String, Bytes)] = [("email", [0xFF]), ("badge", Bytes("x".utf8))]
        try await place.store(Self.person, Bytes("1".utf8), bytes)
        let (summary, file) = try await place.export()
        #expect(summary.models[0].rejectedObjects == 1 && summary.models[0].rejects == 2)
        #expect(try file.column("SELECT field FROM reject ORDER BY field") == ["badge", "email"])
        let counts = try file.query("SELECT rows, rejected_objects, rejects FROM stdnet_model")
        #expect(counts.map(\.values) == [[0, 1, 2]])
    }
}
