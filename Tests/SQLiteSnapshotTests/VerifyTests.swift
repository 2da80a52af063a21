import Foundation
import MemoryBackend
import StdnetBackend
import Testing

@testable import SQLiteSnapshot

@Suite("Looking at a snapshot finds what became of it")
struct VerifyTests {
    func place() async throws -> Workplace {
        let place = try Workplace()
        let owner = ModelSchema(
            name: "test.owner",
            fields: [FieldSchema(name: "n", kind: .integer)]
        )
        let pet = ModelSchema(
            name: "test.pet",
            fields: [
                FieldSchema(
                    name: "owner",
                    attribute: "owner_id",
                    kind: .integer,
                    reference: FieldSchema.Reference(target: "test.owner", onDelete: .cascade)
                )
            ]
        )
        try await place.define(owner, pet)
        try await place.store(owner, "1", ["n": "5"])
        try await place.store(pet, "1", ["owner_id": "1"])
        try await place.run("RPUSH", "space:list", "a", "b")
        _ = try await place.export(RestoreTests.full)
        return place
    }

    /// Changes the file behind its back.
    func change(_ place: Workplace, _ sql: String) throws {
        try SQLiteConnection(path: place.path, mode: .readWrite).execute(sql)
    }

    @Test("nothing, where it is as it was written")
    func intact() async throws {
        let place = try await place()
        let verification = try await SnapshotVerifier.verify(place.path)
        #expect(verification.isIntact && verification.keys == 6 && verification.rows == 2)
    }

    @Test("an edited value, by its key and by the digest of all")
    func value() async throws {
        let place = try await place()
        try change(place, "UPDATE redis_list SET value = x'63' WHERE position = 1")
        let problems = try await SnapshotVerifier.verify(place.path).problems
        #expect(problems.first == .key(database: 0, name: "space:list"))
        #expect(problems.count == 2)
        guard case .digest = problems.last else {
            Issue.record("no digest among \(problems)")
            return
        }
    }

    @Test("a lost key with its parts")
    func key() async throws {
        let place = try await place()
        try change(place, "DELETE FROM redis_key WHERE key = CAST('space:list' AS BLOB)")
        let problems = try await SnapshotVerifier.verify(place.path).problems
        #expect(problems.contains(.orphans(table: "redis_list", count: 2)))
    }

    @Test("rows that are gone, and references to them")
    func rows() async throws {
        let place = try await place()
        try change(place, "PRAGMA foreign_keys = OFF; DELETE FROM test_owner")
        let problems = try await SnapshotVerifier.verify(place.path).problems
        #expect(
            problems == [
                .reference(table: "test_pet", row: 1, parent: "test_owner"),
                .rows(table: "test_owner", found: 0, expected: 1),
            ]
        )
    }

    @Test("pages that were overwritten")
    func pages() async throws {
        let place = try await place()
        var data = try Data(contentsOf: URL(filePath: place.path))
        data.replaceSubrange(8192..<12_288, with: Data(repeating: 0x55, count: 4096))
        try data.write(to: URL(filePath: place.path))
        let verification = try await SnapshotVerifier.verify(place.path)
        #expect(!verification.isIntact)
    }

    @Test("nothing in a file that is no snapshot")
    func foreign() async throws {
        let place = try Workplace()
        try Data("hello".utf8).write(to: URL(filePath: place.path))
        await #expect(throws: SnapshotError.self) { try await SnapshotVerifier.verify(place.path) }
    }
}
