import MemoryBackend
import SQLiteSnapshot
import StdnetBackend
import Testing

@Suite("A snapshot is as consistent as its source allows")
struct ConsistencyTests {
    static let account = ModelSchema(
        name: "test.account",
        fields: [FieldSchema(name: "balance", kind: .integer)]
    )

    /// A database of 100 accounts, and a backend by which money moves before each batch.
    static func bank(isExact: Bool) async throws -> (Workplace, any Backend) {
        let place = try Workplace()
        try await place.define(account)
        for id in 1...100 { try await place.store(account, "\(id)", ["balance": "10"]) }
        let layout = KeyLayout(namespace: place.namespace, model: account.name)
        let bank = MovingBackend(place.backend, from: layout.object("100"), to: layout.object("1"))
        return (place, isExact ? StandingBackend(moving: bank) : bank)
    }

    @Test("a copied keyspace is of one instant, whatever is written meanwhile")
    func exact() async throws {
        let (place, backend) = try await Self.bank(isExact: true)
        var options = SnapshotOptions()
        options.batchSize = 10
        let summary = try await SnapshotExporter.export(
            from: backend,
            namespace: place.namespace,
            to: place.path,
            options: options
        )
        let file = try SnapshotFile(path: place.path)
        #expect(try file.column("SELECT sum(balance) FROM test_account") == [1000])
        #expect(try file.column("SELECT count(*) FROM test_account WHERE balance <> 10") == [0])
        #expect(summary.metadata.consistency == .exact && summary.metadata.method == .memory)
        let key = KeyLayout(namespace: place.namespace, model: Self.account.name).object("1")
        let balance = try await place.backend.run(RawCommand("HGET", key, "balance")).integer
        #expect((balance ?? 0) > 10)
    }

    @Test("one that is scanned is not, and says so")
    func fuzzy() async throws {
        let (place, backend) = try await Self.bank(isExact: false)
        var options = SnapshotOptions()
        options.batchSize = 10
        let summary = try await SnapshotExporter.export(
            from: backend,
            namespace: place.namespace,
            to: place.path,
            options: options
        )
        #expect(summary.rows == 100)
        #expect(summary.metadata.consistency == .fuzzy && summary.metadata.method == .scan)
        let sum = try SnapshotFile(path: place.path)
            .column("SELECT sum(balance) FROM test_account")
        #expect(sum != [1000])
    }

    /// A backend before each of whose batches money goes from one account to another.
    struct MovingBackend: Backend {
        let inner: any Backend
        let from: String
        let to: String

        init(_ inner: any Backend, from: String, to: String) {
            self.inner = inner
            self.from = from
            self.to = to
        }

        func move() async throws(BackendError) {
            _ = try await inner.run(RawCommand("HINCRBY", from, "balance", "-1"))
            _ = try await inner.run(RawCommand("HINCRBY", to, "balance", "1"))
        }

        func execute(_ batch: CommandBatch) async throws(BackendError) -> [Reply] {
            try await move()
            return try await inner.execute(batch)
        }

        func close() async {}
    }

    /// A backend whose copy stands still while the original goes on moving.
    struct StandingBackend: KeyspaceCopying {
        let moving: MovingBackend

        func copy() async throws(BackendError) -> any Backend {
            guard let original = moving.inner as? any KeyspaceCopying else {
                throw .invalidRequest("this backend can't be copied")
            }
            return Copy(inner: try await original.copy(), original: moving)
        }

        func execute(_ batch: CommandBatch) async throws(BackendError) -> [Reply] {
            try await moving.execute(batch)
        }

        func close() async {}

        private struct Copy: Backend {
            let inner: any Backend
            let original: MovingBackend

            func execute(_ batch: CommandBatch) async throws(BackendError) -> [Reply] {
                try await original.move()
                return try await inner.execute(batch)
            }

            func close() async { await inner.close() }
        }
    }
}
