import Measuring
import StdnetODM

/// Saving, loading, filtering, counting and deleting ten thousand objects, beside plain commands that
/// read or write the same keys without any check.
struct ObjectSection {
    private static let count = 10_000
    private static let rounds = 7

    private let redis: any Backend
    private let database: Database
    private let raw: RawItems
    private let items = (0..<Self.count).map { Item(number: $0) }
    private var ratios = Ratios()

    init(_ redis: any Backend) throws {
        self.redis = redis
        database = try .bench(in: redis)
        raw = RawItems(redis)
    }

    mutating func run() async throws {
        let items = items
        let ids = (1...Self.count).map(String.init)
        for round in 0..<Self.rounds {
            let database = database
            let raw = raw
            try await compare(
                round,
                "save, sessions of 500",
                Self.count,
                [.server(1.3), .client(2), .wall()],
                isWriting: true
            ) {
                try await database.save(items)
            } plain: {
                try await raw.save(items)
            }
            try await prepare()
            try await compare(round, "load all", Self.count, [.server(1.6), .wall(1), .client()]) {
                let found = try await database.fetch(Item.all)
                try check(found.count, Self.count)
            } plain: {
                try check(try await raw.load(ids).count, Self.count)
            }
            try await compare(round, "filter to 100", 100, [.wall(1.5), .server(), .client()]) {
                for team in 0..<100 {
                    let found = try await database.fetch(Item.filter { $0.team == team })
                    try check(found.count, Self.count / 100)
                }
            } plain: {
                for team in 0..<100 {
                    try check(try await raw.team(team).count, Self.count / 100)
                }
            }
            try await compare(
                round,
                "count on two indexes",
                1000,
                [.wall(1.5), .server(1.5), .client()]
            ) {
                for number in 0..<1000 {
                    let (team, level) = (number % 100, number / 100)
                    _ = try await database.count(
                        Item.filter { $0.team == team && $0.level == level }
                    )
                }
            } plain: {
                for number in 0..<1000 {
                    _ = try await raw.count(team: number % 100, level: number / 100)
                }
            }
            try await compare(
                round,
                "get by a unique field",
                1000,
                [.wall(), .server(), .client()]
            ) {
                for number in 0..<1000 {
                    _ = try await database.get(Item.self, \.code, "code-\(number)")
                }
            } plain: {
                for number in 0..<1000 { _ = try await raw.item(code: "code-\(number)") }
            }
            try await compareDeleting(round)
        }
        ratios.report()
    }

    /// Deletes a tenth by a query; as plain commands that find and read the objects first, and as plain
    /// commands that are told what there is.
    private mutating func compareDeleting(_ round: Int) async throws {
        let database = database
        let raw = raw
        let doomed = items.enumerated().filter { $0.element.level == 3 }
            .map { (id: $0.offset + 1, item: $0.element) }
        var efforts: [Effort?] = [nil, nil, nil]
        for turn in 0..<3 {
            let way = (round + turn) % 3
            try await prepare()
            efforts[way] = try await Effort.measure(doomed.count, on: redis) {
                switch way {
                case 0:
                    let deleted = try await database.delete(Item.filter { $0.level == 3 })
                    try check(deleted, doomed.count)
                case 1: try await raw.delete(level: 3)
                default: try await raw.delete(doomed)
                }
            }
        }
        let name = "delete \(doomed.count) by a query"
        for (row, way) in [(name, 1), (name + ", beside deletions that are told all", 2)] {
            if let mapper = efforts[0], let plain = efforts[way] {
                ratios.add(row, [.server(1.5), .client(2), .wall()], mapper: mapper, raw: plain)
            }
        }
    }

    /// All objects and nothing else.
    private func prepare() async throws {
        _ = try await redis.run(RawCommand("FLUSHDB"))
        try await database.save(items)
    }

    /// Measures both ways, the one first in one round and the other in the next.
    private mutating func compare(
        _ round: Int,
        _ name: String,
        _ operations: Int,
        _ goals: [Ratios.Goal],
        isWriting: Bool = false,
        _ mapper: () async throws -> Void,
        plain: () async throws -> Void
    ) async throws {
        var efforts: [Bool: Effort] = [:]
        for isMapper in round % 2 == 0 ? [true, false] : [false, true] {
            if isWriting { _ = try await redis.run(RawCommand("FLUSHDB")) }
            efforts[isMapper] = try await Effort.measure(operations, on: redis) {
                if isMapper { try await mapper() } else { try await plain() }
            }
        }
        if let mapper = efforts[true], let plain = efforts[false] {
            ratios.add(name, goals, mapper: mapper, raw: plain)
        }
    }
}

/// A benchmark that finds something else than it should measures nothing.
func check(_ found: Int, _ expected: Int) throws {
    guard found == expected else { throw Unexpected(found: found, expected: expected) }
}

/// What was found in place of what was asked for.
struct Unexpected: Error {
    let found: Int
    let expected: Int
}
