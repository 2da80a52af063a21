import MemoryBackend
import StdnetBackend
import Testing

@testable import SQLiteSnapshot

@Suite("Two snapshots differ in what was done in between")
struct CompareTests {
    static let model = ModelSchema(
        name: "test.thing",
        fields: [FieldSchema(name: "n", kind: .integer), FieldSchema(name: "text", kind: .text)]
    )

    /// What two snapshots differ in, the second one made after some commands.
    func difference(
        _ options: SnapshotOptions = RestoreTests.full,
        _ commands: [[String]],
        then define: ModelSchema? = nil
    ) async throws -> SnapshotDifference {
        let place = try Workplace(MemoryBackend(clock: ManualTime(1000)))
        try await place.define(Self.model)
        for id in 1...3 { try await place.store(Self.model, "\(id)", ["n": "\(id)", "text": "t"]) }
        try await place.run("SET", "space:s", "v", "PXAT", "5000")
        try await place.run("RPUSH", "space:l", "a")
        _ = try await place.export(options)
        for command in commands { try await place.run(words: command) }
        if let define { try await place.define(define) }
        let after = place.path + ".after"
        _ = try await SnapshotExporter.export(
            from: place.backend,
            namespace: place.namespace,
            to: after,
            options: options
        )
        return try await SnapshotComparer.compare(place.path, after)
    }

    @Test("nothing, then they are equal")
    func equal() async throws {
        let difference = try await difference(RestoreTests.full, [])
        #expect(difference.isEmpty && difference.rows.isEmpty && difference.keys == [:])
    }

    @Test("rows, by model and field")
    func rows() async throws {
        let difference = try await difference(
            SnapshotOptions(replacesExisting: true),
            [
                ["HSET", "space:test.thing:obj:1", "n", "9"],
                ["HSET", "space:test.thing:obj:2", "n", "8", "text", "u"],
                ["DEL", "space:test.thing:obj:3"], ["SREM", "space:test.thing:id", "3"],
                ["HSET", "space:test.thing:obj:4", "n", "4", "text", "t"],
                ["SADD", "space:test.thing:id", "4"],
            ]
        )
        #expect(difference.keys == nil)
        let model = try #require(difference.models.first)
        #expect(model.rows == .init(added: 1, removed: 1, changed: 2))
        #expect(model.fields == ["n": 2, "text": 1])
        #expect(difference.rows.map(\.change) == [.removed, .added, .changed, .changed])
        let changed = try #require(difference.rows.last)
        #expect(changed.id == 2)
        #expect(
            changed.fields == [
                .init(name: "n", before: 2, after: 8), .init(name: "text", before: "t", after: "u"),
            ]
        )
    }

    @Test("keys, by type, value and end")
    func keys() async throws {
        let difference = try await difference(
            RestoreTests.full,
            [
                ["PEXPIREAT", "space:s", "6000"], ["DEL", "space:l"], ["SADD", "space:l", "a"],
                ["SET", "space:new", "1"],
            ]
        )
        #expect(
            difference.keys == [
                .string: .init(added: 1, changed: 1), .set: .init(changed: 1),
            ]
        )
        #expect(difference.changedKeys.map(\.change) == [.added, .changed, .changed])
        #expect(difference.changedKeys.map(\.aspects) == [[], [.type], [.expiry]])
        let both = try await self.difference(
            RestoreTests.full,
            [["SET", "space:s", "w", "PXAT", "7000"]]
        )
        #expect(both.changedKeys.map(\.aspects) == [[.value, .expiry]])
    }

    @Test("models and columns that one of them has")
    func models() async throws {
        let options = SnapshotOptions(replacesExisting: true)
        let wider = ModelSchema(
            name: "test.thing",
            fields: Self.model.fields + [FieldSchema(name: "more", kind: .text, isOptional: true)]
        )
        let columns = try await difference(options, [], then: wider)
        #expect(columns.models.map(\.addedColumns) == [["more"]])
        let other = try await difference(
            options,
            [],
            then: ModelSchema(name: "test.two", fields: [])
        )
        #expect(other.models.map(\.change) == [.added])
    }

    @Test("nothing can be said of two forms of dates")
    func dates() async throws {
        let place = try Workplace()
        try await place.define(Self.model)
        _ = try await place.export()
        let after = place.path + ".after"
        _ = try await SnapshotExporter.export(
            from: place.backend,
            namespace: place.namespace,
            to: after,
            options: SnapshotOptions(dates: .seconds)
        )
        await #expect(throws: SnapshotError.self) {
            try await SnapshotComparer.compare(place.path, after)
        }
    }
}
