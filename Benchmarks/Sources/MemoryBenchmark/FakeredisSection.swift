import Foundation
import Measuring
import MemoryBackend
import StdnetBackend
import StdnetCommands

/// Beside fakeredis, the emulator that Python programs are tested with; `STDNET_PYTHON` has it.
struct FakeredisSection {
    private static let keys = 10_000

    private var keyspace = Comparison(
        "The keyspace beside fakeredis, \(Self.keys) keys",
        goals: ["fakeredis": 100]
    )
    /// With lock, batch and task, for which there is no goal here.
    private var calls = Comparison("Calls of a backend beside fakeredis, \(Self.keys) keys")

    mutating func run() async throws {
        guard let python = Peer.named("STDNET_PYTHON") else {
            return print("\nfakeredis is left out: STDNET_PYTHON names no Python")
        }
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("fakeredis_peer.py").path
        for _ in 0..<Cost.rounds {
            measureKeyspace()
            try await measureCalls()
            for line in try Peer.lines(of: [python, script]) {
                let parts = line.split(separator: "\t")
                guard parts.count == 2, let figure = Double(parts[1]) else { continue }
                let row = String(parts[0])
                calls.add(row, "fakeredis", figure)
                if !row.hasPrefix("a new") { keyspace.add(row, "fakeredis", figure) }
            }
        }
        keyspace.report()
        calls.report(notes: "allocations")
    }

    private mutating func measureKeyspace() {
        let order = Picks.list(200_000, below: Self.keys)
        var player = Player()
        player.loadStrings(Self.keys)
        player.setHashes(0..<Self.keys, zone: "x")
        player.rank(0..<2000)
        let few = order.map { $0 % 2000 }
        for (row, cost) in [
            ("GET", Cost.measure(order.count) { player.get(order) }),
            ("SET", Cost.measure(order.count) { player.set(order) }),
            ("HSET of 3 fields", Cost.measure(order.count) { player.setHashes(order, zone: "y") }),
            ("ZADD, update", Cost.measure(few.count) { player.rank(few) }),
        ] { keyspace.add(row, "keyspace", cost.nanoseconds) }
    }

    private mutating func measureCalls() async throws {
        let count = 20_000
        let key = Template("geo.city:obj:")
        let hash = Template("geo.city:hash:")
        let member = Template("m")
        let backend = MemoryBackend()
        for number in 0..<count / 2 {
            _ = try await backend.run(SET(key.text(number), "value"))
        }
        try await add("GET", count) {
            _ = try await backend.run(GET(key.text($0 / 2)))
        }
        try await add("SET", count) {
            _ = try await backend.run(SET(key.text($0 / 2), "value:0123456789"))
        }
        try await add("HSET of 3 fields", count) { number in
            let fields = [
                (key: "name", value: member.text(number)), ("population", "\(number)"),
                ("timezone", "Europe/Paris"),
            ]
            _ = try await backend.run(HSET(hash.text(number), fields))
        }
        try await add("ZADD, update", count) { number in
            let member = member.text(number % 2000)
            _ = try await backend.run(ZADD("z", [(member, Double(number * 7919 % 9_999_999))]))
        }
        try await add("a new backend, and its first GET", 1000) { _ in
            _ = try await MemoryBackend().run(GET("key"))
        }
    }

    private mutating func add(
        _ row: String,
        _ count: Int,
        _ body: (Int) async throws -> Void
    ) async throws {
        let cost = try await Cost.measure(count) {
            for number in 0..<count { try await body(number) }
        }
        calls.add(row, "backend.run", cost)
    }
}
