import CAllocations
import Measuring
import MemoryBackend
import RedisBackend
import StdnetBackend
import StdnetTesting

/// The memory that a key takes, with its value, beside redis-server's `used_memory`.
struct MemorySection {
    private static let count = 100_000

    private typealias Writer = @Sendable (_ number: Int, _ call: inout Arguments) -> Void

    private static let kinds: [(name: String, write: Writer)] = [
        ("string of 3 bytes", { string("abc", $0, &$1) }),
        ("string of 16 bytes", { string("value:0123456789", $0, &$1) }),
        ("string of 100 bytes", { string(String(repeating: "x", count: 100), $0, &$1) }),
        (
            "hash of 3 fields",
            { number, call in
                words("HSET", number, ["name", "m\(number)", "population", "\(number)"], &call)
                call.append("timezone")
                call.append("Europe/London")
            }
        ),
        (
            "hash of 10 fields",
            { number, call in
                words("HSET", number, (0..<10).flatMap { ["field\($0)", "value \($0)"] }, &call)
            }
        ),
        (
            "sorted set of 5 members",
            { number, call in
                words("ZADD", number, (0..<5).flatMap { ["\($0 * 10)", "member\($0)"] }, &call)
            }
        ),
        (
            "sorted set of 200 members",
            { number, call in
                words("ZADD", number, (0..<200).flatMap { ["\($0 * 10)", "member\($0)"] }, &call)
            }
        ),
        (
            "set of 5 integers",
            { number, call in
                words("SADD", number, (0..<5).map { "\(number + $0)" }, &call)
            }
        ),
        (
            "set of 5 words",
            { number, call in
                words("SADD", number, (0..<5).map { "member\($0)" }, &call)
            }
        ),
        (
            "set of 200 words",
            { number, call in
                words("SADD", number, (0..<200).map { "member\($0)" }, &call)
            }
        ),
        (
            "list of 5 words",
            { number, call in
                words("RPUSH", number, (0..<5).map { "element\($0)" }, &call)
            }
        ),
    ]

    private var comparison = Comparison(
        "Memory of a key",
        unit: "bytes",
        goals: ["redis-server": 0.5]
    )

    mutating func run() async throws {
        guard stdnet_allocated_bytes() > 0 else { return }
        try await withRedisServer { server in
            let redis = try await RedisBackend.connect(to: server.url)
            for (name, write) in Self.kinds {
                let count = name.contains("200") ? 2000 : Self.count
                comparison.add(name, "keyspace", Self.bytes(count, write))
                comparison.add(name, "redis-server", try await redis.bytes(count, write))
            }
            await redis.close()
        }
        comparison.report()
    }

    private static func bytes(_ count: Int, _ write: Writer) -> Double {
        let before = used
        var player = Player()
        for number in 0..<count { player.run { write(number, &$0) } }
        let after = used
        precondition(player.keyspace.count == count)
        return Double(after - before) / Double(count)
    }

    /// What the allocator has given out.
    private static var used: Int { Int(stdnet_allocated_bytes()) }

    private static func string(_ value: String, _ number: Int, _ call: inout Arguments) {
        words("SET", number, [value], &call)
    }

    private static func words(
        _ command: StaticString,
        _ number: Int,
        _ rest: [String],
        _ call: inout Arguments
    ) {
        call.append(command)
        call.append("geo.city:\(1_000_000 + number)")
        for word in rest { call.append(word) }
    }
}

extension Backend {
    /// The bytes of each of so many keys, on an empty server.
    fileprivate func bytes(
        _ count: Int,
        _ write: (Int, inout Arguments) -> Void
    ) async throws -> Double {
        _ = try await run(RawCommand("FLUSHALL", "SYNC"))
        let before = try await usedMemory()
        for start in stride(from: 0, to: count, by: 500) {
            var batch = CommandBatch()
            for number in start..<start + 500 { batch.append { write(number, &$0) } }
            _ = try await execute(batch)
        }
        return Double(try await usedMemory() - before) / Double(count)
    }

    private func usedMemory() async throws -> Int {
        let text = try await run(RawCommand("INFO", "memory")).text
        for line in text.split(whereSeparator: \.isNewline) where line.hasPrefix("used_memory:") {
            return Int(line.dropFirst("used_memory:".count)) ?? 0
        }
        return 0
    }
}
