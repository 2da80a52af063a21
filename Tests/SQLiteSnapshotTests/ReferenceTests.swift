import SQLiteSnapshot
import StdnetBackend
import Testing

@Suite("No reference in a snapshot leads nowhere")
struct ReferenceTests {
    /// A model whose objects refer to those of another one, or to each other.
    static func model(
        _ name: String,
        to target: String,
        isOptional: Bool = false,
        kind: ValueKind = .integer
    ) -> ModelSchema {
        let reference = FieldSchema.Reference(target: target, onDelete: .restrict)
        return ModelSchema(
            name: name,
            id: ModelSchema.Identity(kind: kind),
            fields: [
                FieldSchema(
                    name: "next",
                    kind: kind,
                    isOptional: isOptional,
                    index: .equality,
                    reference: reference
                )
            ]
        )
    }

    static let leaf = ModelSchema(
        name: "test.leaf",
        fields: [FieldSchema(name: "size", kind: .integer)]
    )

    @Test("one that is there stays, as a foreign key")
    func intact() async throws {
        let branch = Self.model("test.branch", to: "test.leaf")
        let place = try Workplace()
        try await place.define(branch, Self.leaf)
        try await place.store(Self.leaf, "5", ["size": "1"])
        try await place.store(branch, "1", ["next_id": "5"])
        let (summary, file) = try await place.export()
        #expect(summary.rejects == 0)
        let keys = try file.query("PRAGMA foreign_key_list(test_branch)")
        #expect(
            keys.map { [$0["table"], $0["from"], $0["to"]] } == [["test_leaf", "next_id", "id"]]
        )
        let join = "SELECT size FROM test_branch AS b JOIN test_leaf AS l ON b.next_id = l.id"
        #expect(try file.column(join) == [1])
    }

    @Test("an object goes when what it has to refer to is not there")
    func required() async throws {
        let branch = Self.model("test.branch", to: "test.leaf")
        let place = try Workplace()
        try await place.define(branch, Self.leaf)
        try await place.store(branch, "1", ["next_id": "5"])
        let (summary, file) = try await place.export()
        #expect(summary.models.map(\.rejectedObjects) == [1, 0])
        let expected: [[SnapshotValue]] = [
            ["test.branch", 1, "next_id", "5", "refers to a 'test.leaf' that is not there"]
        ]
        #expect(try file.rejects == expected)
    }

    @Test("one that may lead nowhere stays as it is, and is no foreign key")
    func kept() async throws {
        let branch = ModelSchema(
            name: "test.branch",
            fields: [
                FieldSchema(
                    name: "next",
                    kind: .integer,
                    isOptional: true,
                    index: .equality,
                    reference: .init(target: "test.leaf", onDelete: .keep)
                )
            ]
        )
        let place = try Workplace()
        try await place.define(branch, Self.leaf)
        try await place.store(branch, "1", ["next_id": "5"])
        let (summary, file) = try await place.export()
        #expect(summary.rejects == 0)
        #expect(try file.column("SELECT next_id FROM test_branch") == [5])
        #expect(try file.query("PRAGMA foreign_key_list(test_branch)").isEmpty)
    }

    @Test("an object that may be without it stays without it")
    func optional() async throws {
        let branch = Self.model("test.branch", to: "test.leaf", isOptional: true)
        let place = try Workplace()
        try await place.define(branch, Self.leaf)
        try await place.store(Self.leaf, "6", ["size": "no number"])
        try await place.store(branch, "1", ["next_id": "5"])
        try await place.store(branch, "2", ["next_id": "6"])
        try await place.store(branch, "3")
        let (summary, file) = try await place.export()
        #expect(summary.models.map(\.rejectedObjects) == [0, 1])
        #expect(summary.models.map(\.rejects) == [2, 1])
        #expect(try file.column("SELECT next_id FROM test_branch") == [nil, nil, nil])
    }

    @Test(
        "what goes takes with it a chain of objects, whichever way the ids run",
        arguments: [true, false]
    )
    func chain(ascending: Bool) async throws {
        let link = Self.model("test.link", to: "test.link")
        let place = try Workplace()
        try await place.define(link)
        for id in 1...50 {
            try await place.store(link, "\(id)", ["next_id": "\(ascending ? id + 1 : id - 1)"])
        }
        try await place.store(link, "100", ["next_id": "100"])
        let (summary, file) = try await place.export()
        #expect(summary.rows == 1 && summary.models[0].rejectedObjects == 50)
        #expect(try file.column("SELECT id FROM test_link") == [100])
        #expect(try file.count(of: "reject") == 50)
    }

    @Test("objects that refer to each other in a circle stay together, or go together")
    func cycles() async throws {
        let link = Self.model("test.link", to: "test.node", kind: .text)
        let node = ModelSchema(
            name: "test.node",
            id: ModelSchema.Identity(kind: .text, isAutomatic: false),
            fields: [
                FieldSchema(
                    name: "link",
                    kind: .text,
                    reference: FieldSchema.Reference(target: "test.link", onDelete: .cascade)
                ),
                FieldSchema(name: "size", kind: .integer),
            ]
        )
        let place = try Workplace()
        try await place.define(link, node)
        try await place.store(link, "good", ["next_id": "good"])
        try await place.store(node, "good", ["link_id": "good", "size": "1"])
        try await place.store(link, "bad", ["next_id": "bad"])
        try await place.store(node, "bad", ["link_id": "bad", "size": "none"])
        let (summary, file) = try await place.export()
        #expect(summary.models.map(\.rows) == [1, 1])
        #expect(
            try file.column("SELECT id FROM test_link UNION SELECT id FROM test_node") == ["good"]
        )
        #expect(try file.query("PRAGMA foreign_key_check").isEmpty)
    }

    @Test("two that lead nowhere are two records of one object")
    func two() async throws {
        let reference = FieldSchema.Reference(target: "test.leaf", onDelete: .restrict)
        let pair = ModelSchema(
            name: "test.pair",
            fields: ["a", "b"].map { FieldSchema(name: $0, kind: .integer, reference: reference) }
        )
        let place = try Workplace()
        try await place.define(pair, Self.leaf)
        try await place.store(pair, "1", ["a_id": "1", "b_id": "2"])
        let (summary, _) = try await place.export()
        #expect(summary.models[1].rejectedObjects == 1 && summary.models[1].rejects == 2)
    }

    @Test("one to a model that nobody described is a plain column")
    func undescribed() async throws {
        let branch = Self.model("test.branch", to: "other.thing")
        let place = try Workplace()
        try await place.define(branch)
        try await place.store(branch, "1", ["next_id": "5"])
        let (summary, file) = try await place.export()
        #expect(summary.rejects == 0)
        #expect(try file.column("SELECT next_id FROM test_branch") == [5])
    }
}
