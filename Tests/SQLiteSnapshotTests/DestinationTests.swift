import Foundation
import SQLiteSnapshot
import StdnetBackend
import Testing

@Suite("A snapshot goes where it may")
struct DestinationTests {
    static let model = ModelSchema(
        name: "test.thing",
        fields: [FieldSchema(name: "n", kind: .integer)]
    )

    func place() async throws -> Workplace {
        let place = try Workplace()
        try await place.define(Self.model)
        try await place.store(Self.model, "1", ["n": "1"])
        return place
    }

    /// A backend that fails the test when it is asked.
    func unreadable(_ place: Workplace) -> InterruptedBackend {
        InterruptedBackend(place.backend) { _, _ in Issue.record("something was read") }
    }

    @Test("never over a file that is there")
    func existing() async throws {
        let place = try await place()
        try Data("old".utf8).write(to: URL(filePath: place.path))
        let error = await #expect(throws: SnapshotError.exists(path: place.path)) {
            try await SnapshotExporter.export(from: unreadable(place), to: place.path)
        }
        #expect(error?.description.contains("--force") == true)
        #expect(try place.files == ["data.sqlite"])
    }

    @Test("unless it is told to")
    func replacing() async throws {
        let place = try await place()
        try Data("old".utf8).write(to: URL(filePath: place.path))
        let (summary, file) = try await place.export(SnapshotOptions(replacesExisting: true))
        #expect(summary.path == place.path)
        #expect(try file.count(of: "test_thing") == 1)
        #expect(try place.files == ["data.sqlite"])
    }

    @Test("never over a file that came meanwhile")
    func racing() async throws {
        let place = try await place()
        let path = place.path
        await #expect(throws: SnapshotError.exists(path: path)) {
            try await SnapshotExporter.export(
                from: place.backend,
                namespace: place.namespace,
                to: path
            ) { _ in _ = FileManager.default.createFile(atPath: path, contents: nil) }
        }
        #expect(try place.files == ["data.sqlite"])
        #expect(try Data(contentsOf: URL(filePath: path)).isEmpty)
    }

    @Test("and nothing is read when it can't be written", arguments: ["none/data", "", "x/", "."])
    func unwritable(name: String) async throws {
        let place = try await place()
        let path = name.isEmpty ? "" : place.directory.path + "/" + name
        let error = await #expect(throws: SnapshotError.self) {
            try await SnapshotExporter.export(from: unreadable(place), to: path)
        }
        let text = try #require(error?.description)
        #expect(text.hasPrefix("'\(path)' can't be written: "))
        #expect(try place.files == [])
    }

    @Test("over what a dead run left")
    func stale() async throws {
        let place = try await place()
        let stale = URL(filePath: place.path + ".tmp")
        try Data(repeating: 0x41, count: 100_000).write(to: stale)
        let (summary, _) = try await place.export()
        #expect(summary.rows == 1)
        #expect(try place.files == ["data.sqlite"])
    }

    @Test("but not while another export writes it")
    func concurrent() async throws {
        let place = try await place()
        let path = place.path
        let second = unreadable(place)
        let first = RepeatingBackend(place.backend) {
            await #expect(
                throws: SnapshotError.unwritable(
                    path: path,
                    reason: "another export is writing it"
                )
            ) { try await SnapshotExporter.export(from: second, to: path) }
        }
        let summary = try await SnapshotExporter.export(
            from: first,
            namespace: place.namespace,
            to: path
        )
        #expect(summary.rows == 1)
        #expect(try place.files == ["data.sqlite"])
    }

    /// A backend that does something else before each batch.
    struct RepeatingBackend: Backend {
        let inner: any Backend
        let before: @Sendable () async -> Void

        init(_ inner: any Backend, before: @escaping @Sendable () async -> Void) {
            self.inner = inner
            self.before = before
        }

        func execute(_ batch: CommandBatch) async throws(BackendError) -> [Reply] {
            await before()
            return try await inner.execute(batch)
        }

        func close() async {}
    }
}
