import Foundation
import RedisBackend
import SQLiteSnapshot
import StdnetBackend
import StdnetTesting
import Synchronization
import Testing

@Suite("A server that is gone before the end is one clear error, and leaves nothing")
struct LostServerTests {
    static let model = ModelSchema(
        name: "test.letter",
        fields: [FieldSchema(name: "text", kind: .text)]
    )

    @Test(
        "by its stream and by commands, at both levels",
        arguments: [SnapshotMetadata.Method.rdb, .scan],
        [SnapshotMetadata.Level.typed, .full]
    )
    func killed(method: SnapshotMetadata.Method, level: SnapshotMetadata.Level) async throws {
        try await withRedisServer { server in
            let redis = try await RedisBackend.connect(to: server.url)
            let place = try Workplace(redis)
            try await place.define(Self.model)
            // More than what the buffers of both sides hold, and more than one page of keys.
            let layout = KeyLayout(namespace: place.namespace, model: Self.model.name)
            let text = String(repeating: "a", count: 1 << 14)
            var batch = CommandBatch()
            for id in 1...3000 {
                batch.append(RawCommand("SADD", layout.ids, id))
                batch.append(RawCommand("HSET", layout.object("\(id)"), "text", text))
            }
            _ = try await redis.execute(batch)
            var options = SnapshotOptions(level: level)
            options.method = method
            options.batchSize = 100
            let isAlive = Mutex(true)
            let error = await #expect(throws: SnapshotError.self) {
                try await SnapshotExporter.export(
                    from: redis,
                    namespace: place.namespace,
                    to: place.path,
                    options: options
                ) { progress in
                    isAlive.withLock { isAlive in
                        guard isAlive, progress.done > 0 else { return }
                        server.kill()
                        isAlive = false
                    }
                }
            }
            guard case .source(.connection) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(!isAlive.withLock { $0 })
            #expect(try place.files == [])
            await redis.close()
        }
    }
}
