import Foundation
import Measuring
import StdnetODM
import StdnetTesting

/// Beside walrus and redis-om, mappers of Python: `STDNET_PYTHON` has them.
struct PeerSection {
    private static let count = 2000

    private let redis: any Backend
    private let port: Int

    init(_ redis: any Backend, port: Int) {
        self.redis = redis
        self.port = port
    }

    func run() async throws {
        guard let python = Peer.named("STDNET_PYTHON") else {
            return print("\nwalrus and redis-om are left out: STDNET_PYTHON names no Python")
        }
        var comparison = Comparison(
            "The mapper beside others, \(Self.count) objects one after the other",
            unit: "µs",
            goals: ["walrus": 10, "redis-om": 10]
        )
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("mapper_peers.py").path
        for _ in 0..<3 {
            _ = try await redis.run(RawCommand("FLUSHDB"))
            try await measureOwn(&comparison)
            for line in try Peer.lines(of: [python, script, "\(port)", "\(Self.count)"]) {
                let parts = line.split(separator: "\t").map(String.init)
                guard parts.count == 3, let figure = Double(parts[2]) else { continue }
                comparison.add(parts[1], parts[0], figure)
            }
        }
        comparison.report()
    }

    private func measureOwn(_ comparison: inout Comparison) async throws {
        let database = try Database.bench(in: redis)
        let items = (0..<Self.count).map { Item(number: $0) }
        func add(_ row: String, _ body: () async throws -> Void) async throws {
            let effort = try await Effort.measure(Self.count, on: redis, body)
            comparison.add(row + ", wall", "stdnet", effort.wall)
            comparison.add(row + ", client CPU", "stdnet", effort.client)
        }
        try await add("save, one by one") {
            for item in items { try await database.commit { $0.insert(item) } }
        }
        try await add("get by id") {
            for id in 1...Self.count { _ = try await database.get(Item.self, id) }
        }
        try await add("get by id, from 100 tasks") {
            try await fromHundredTasks { number in
                _ = try await database.get(Item.self, number + 1)
            }
        }
        try await add("get by id, 100 in a call") {
            for first in stride(from: 1, to: Self.count, by: 100) {
                let found = try await database.fetch(Item.filter { $0.id.in(first..<first + 100) })
                try check(found.count, 100)
            }
        }
        _ = try await redis.run(RawCommand("FLUSHDB"))
        try await add("save, one by one from 100 tasks") {
            try await fromHundredTasks { number in
                let item = items[number]
                try await database.commit { $0.insert(item) }
            }
        }
        _ = try await redis.run(RawCommand("FLUSHDB"))
        try await add("save") { try await database.save(items) }
        try await add("load by an index") {
            for team in 0..<100 {
                let found = try await database.fetch(Item.filter { $0.team == team })
                try check(found.count, Self.count / 100)
            }
        }
    }
    /// Does something for each number below the count; a hundred of these are on their way at any time, as
    /// requests to a server are.
    private func fromHundredTasks(
        _ body: @escaping @Sendable (_ number: Int) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for first in 0..<100 {
                group.addTask {
                    for number in stride(from: first, to: Self.count, by: 100) {
                        try await body(number)
                    }
                }
            }
            try await group.waitForAll()
        }
    }
}
