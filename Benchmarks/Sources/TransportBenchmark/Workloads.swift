import RedisBackend
import StdnetBackend
import StdnetCommands

/// The same work that the peers do, through one backend.
struct Workloads: Sendable {
    static let listLength = 200_000
    private static let batch = 1000

    private let redis: RedisBackend

    init(_ redis: RedisBackend) { self.redis = redis }

    func run(into table: inout FigureTable, named name: String) async throws {
        func measure(
            _ workload: Workload,
            operations: Int,
            _ body: () async throws -> Void
        ) async throws {
            guard table.includes(workload) else { return }
            table[workload, name] = try await Figure.measure(operations: operations, body)
        }
        try await measure(.pipelinedSet, operations: 300_000) {
            for _ in 0..<300 { try await pipeline { $0.append(SET("key", "value")) } }
        }
        try await measure(.pipelinedGet, operations: 300_000) {
            for _ in 0..<300 { try await pipeline { $0.append(GET("key")) } }
        }
        try await measure(.parallelSet, operations: 600_000) {
            try await inParallel { $0.append(SET("key", "value")) }
        }
        try await measure(.parallelGet, operations: 600_000) {
            try await inParallel { $0.append(GET("key")) }
        }
        try await measure(.sequentialGet, operations: 20_000) {
            for _ in 0..<20_000 { _ = try await redis.run(GET("key")) }
        }
        try await measure(.fiftyTasks, operations: 200_000) {
            try await withThrowingTaskGroup { group in
                for _ in 0..<50 {
                    group.addTask { for _ in 0..<4000 { _ = try await redis.run(GET("key")) } }
                }
                try await group.waitForAll()
            }
        }
        try await measure(.hashes, operations: 50_000) {
            for _ in 0..<500 {
                var batch = CommandBatch()
                for _ in 0..<100 { batch.append(RawCommand("HGETALL", "hash")) }
                for reply in try await redis.execute(batch) where Record(reply).fields.0.isEmpty {
                    throw BackendError.decoding(expected: "a field", found: "nothing")
                }
            }
        }
        try await measure(.list, operations: 5 * Self.listLength) {
            for _ in 0..<5 {
                let list = try await redis.run(LRANGE("list", from: 0, through: -1))
                precondition(list.count == Self.listLength)
            }
        }
        try await measure(.lazyList, operations: 5 * Self.listLength) {
            for _ in 0..<5 {
                let reply = try await redis.run(RawCommand("LRANGE", "list", 0, -1))
                var bytes = 0
                for element in reply.elements { bytes += element.withBytes { $0.count } }
                precondition(bytes > Self.listLength)
            }
        }
    }

    /// Four tasks, 150 batches each.
    private func inParallel(_ append: @escaping @Sendable (inout CommandBatch) -> Void) async throws
    {
        try await withThrowingTaskGroup { group in
            for _ in 0..<4 {
                group.addTask { for _ in 0..<150 { try await pipeline(append) } }
            }
            try await group.waitForAll()
        }
    }

    private func pipeline(_ append: (inout CommandBatch) -> Void) async throws {
        var batch = CommandBatch()
        for _ in 0..<Self.batch { append(&batch) }
        let replies = try await redis.execute(batch)
        precondition(replies.count == Self.batch)
    }
}

/// Eight fields of a hash, found by their names.
private struct Record {
    var fields = ("", "", "", "", "", "", "", "")

    init(_ reply: Reply) {
        var elements = reply.elements
        while let name = elements.next(), let value = elements.next() {
            // The last byte tells the names apart.
            switch name.withBytes({ $0.last ?? 0 }) {
            case UInt8(ascii: "0"): fields.0 = value.text
            case UInt8(ascii: "1"): fields.1 = value.text
            case UInt8(ascii: "2"): fields.2 = value.text
            case UInt8(ascii: "3"): fields.3 = value.text
            case UInt8(ascii: "4"): fields.4 = value.text
            case UInt8(ascii: "5"): fields.5 = value.text
            case UInt8(ascii: "6"): fields.6 = value.text
            default: fields.7 = value.text
            }
        }
    }
}
