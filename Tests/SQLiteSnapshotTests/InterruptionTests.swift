import Foundation
import SQLiteSnapshot
import StdnetBackend
import Synchronization
import Testing

@Suite("An export that does not come to its end leaves nothing")
struct InterruptionTests {
    static let model = ModelSchema(
        name: "test.thing",
        fields: [FieldSchema(name: "n", kind: .integer, index: .unique)]
    )

    /// A database of 20 objects.
    func place() async throws -> Workplace {
        let place = try Workplace()
        try await place.define(Self.model)
        for id in 1...20 { try await place.store(Self.model, "\(id)", ["n": "\(id)"]) }
        return place
    }

    var options: SnapshotOptions {
        var options = SnapshotOptions(replacesExisting: true)
        options.batchSize = 5
        return options
    }

    @Test("when its task is cancelled, at whichever batch", arguments: 1...7)
    func cancelledWhileReading(moment: Int) async throws {
        let place = try await place()
        try Data("old".utf8).write(to: URL(filePath: place.path))
        let backend = InterruptedBackend(place.backend) { number, _ throws(BackendError) in
            guard number != moment else { throw .cancelled }
        }
        await #expect(throws: SnapshotError.cancelled) {
            try await SnapshotExporter.export(
                from: backend,
                namespace: place.namespace,
                to: place.path,
                options: options
            )
        }
        #expect(try place.files == ["data.sqlite"])
        #expect(try Data(contentsOf: URL(filePath: place.path)) == Data("old".utf8))
    }

    @Test("when its task is cancelled, at whichever step", arguments: 0..<6)
    func cancelledAtStep(moment: Int) async throws {
        let place = try await place()
        let count = Mutex(0)
        await #expect(throws: SnapshotError.cancelled) {
            try await SnapshotExporter.export(
                from: place.backend,
                namespace: place.namespace,
                to: place.path,
                options: options
            ) { _ in
                let step = count.withLock { count in
                    defer { count += 1 }
                    return count
                }
                if step == moment { withUnsafeCurrentTask { $0?.cancel() } }
            }
        }
        #expect(count.withLock { $0 } > moment)
        #expect(try place.files == [])
    }

    @Test("when its task was cancelled before it began")
    func cancelledBefore() async throws {
        let place = try await place()
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            _ = try await place.export()
        }
        await #expect(throws: SnapshotError.cancelled) { try await task.value }
        #expect(try place.files == [])
    }

    @Test("when the database fails, at whichever batch", arguments: 1...7)
    func sourceFails(moment: Int) async throws {
        let place = try await place()
        let failure = BackendError.connection(.lost(address: "here"))
        let backend = InterruptedBackend(place.backend) { number, _ throws(BackendError) in
            guard number < moment else { throw failure }
        }
        await #expect(throws: SnapshotError.source(failure)) {
            try await SnapshotExporter.export(
                from: backend,
                namespace: place.namespace,
                to: place.path,
                options: options
            )
        }
        #expect(try place.files == [])
    }

    @Test("and holds no more than a batch of a hundred thousand objects at a time")
    func manyObjects() async throws {
        let place = try Workplace()
        try await place.define(Self.model)
        let layout = KeyLayout(namespace: place.namespace, model: Self.model.name)
        let count = 100_000
        var batch = CommandBatch()
        for id in 1...count {
            batch.append(RawCommand("SADD", layout.ids, "\(id)"))
            batch.append(RawCommand("HSET", layout.object("\(id)"), "n", "\(count - id)"))
        }
        _ = try await place.backend.execute(batch)
        let largest = Mutex(0)
        let backend = InterruptedBackend(place.backend) { _, size in
            largest.withLock { $0 = max($0, size) }
        }
        let summary = try await SnapshotExporter.export(
            from: backend,
            namespace: place.namespace,
            to: place.path
        )
        #expect(summary.rows == count)
        #expect(largest.withLock { $0 } == SnapshotOptions().batchSize)
    }

    @Test("and asks for no more objects at a time than it was told")
    func batches() async throws {
        let place = try await place()
        let sizes = Mutex<[Int]>([])
        let backend = InterruptedBackend(place.backend) { _, size in
            sizes.withLock { $0.append(size) }
        }
        let summary = try await SnapshotExporter.export(
            from: backend,
            namespace: place.namespace,
            to: place.path,
            options: options
        )
        #expect(summary.rows == 20)
        #expect(sizes.withLock { $0 }.max() == 5)
    }

    @Test("and tells how far it is")
    func progress() async throws {
        let place = try await place()
        let told = Mutex<[SnapshotProgress]>([])
        _ = try await SnapshotExporter.export(
            from: place.backend,
            namespace: place.namespace,
            to: place.path,
            options: options
        ) { step in told.withLock { $0.append(step) } }
        let steps = told.withLock { $0 }
        #expect(steps.map(\.step) == [.objects, .objects, .objects, .objects, .indexes, .checks])
        #expect(steps.map(\.done) == [5, 10, 15, 20, 0, 0])
        #expect(steps.prefix(4).allSatisfy { $0.total == 20 && $0.model == "test.thing" })
    }
}
