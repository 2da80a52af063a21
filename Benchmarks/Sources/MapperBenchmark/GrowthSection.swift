import Foundation
import Measuring
import StdnetODM

/// What reading costs, the more objects there are, beside plain commands; and how long a call holds
/// the server up.
struct GrowthSection {
    private static let rounds = 5

    private let redis: any Backend
    private let database: Database
    private let raw: RawItems

    init(_ redis: any Backend) throws {
        self.redis = redis
        database = try .bench(in: redis)
        raw = RawItems(redis)
    }

    func run(_ sizes: [Int]) async throws {
        var range = Ratios()
        print("\n| objects | " + Self.questions.map(\.name).joined(separator: " | ") + " |")
        print("| --- |" + String(repeating: " --- |", count: Self.questions.count))
        var holds: [String] = []
        for size in sizes {
            _ = try await redis.run(RawCommand("FLUSHDB"))
            for start in stride(from: 0, to: size, by: 100_000) {
                let end = min(start + 100_000, size)
                try await database.save((start..<end).map { Sample(number: $0, of: size) })
                try await database.save((start..<end).map { Item(number: $0) })
            }
            _ = try await redis.run(RawCommand("CONFIG", "RESETSTAT"))
            var cells: [String] = []
            for question in Self.questions {
                var times: [Double] = []
                for round in 0..<Self.rounds {
                    let effort = try await Effort.measure(100, on: redis) {
                        for number in 0..<100 {
                            try await question.ask(database, size, round * 100 + number)
                        }
                    }
                    times.append(effort.wall)
                }
                cells.append(String(format: "%.0f", times.median))
            }
            print("| \(size) | " + cells.joined(separator: " | ") + " |")
            holds += try await ServerHold.all(on: redis).map { "| \(size) | \($0.row)" }
            if size == 100_000 { try await compareRange(&range) }
            fflush(nil)
        }
        range.report()
        print("\n| objects | command | calls | median µs | 99 % µs | most µs |")
        print("| --- | --- | --- | --- | --- | --- |")
        for hold in holds { print(hold) }
        fflush(nil)
    }

    /// What is asked a hundred times.
    private struct Question: Sendable {
        let name: String
        let ask: @Sendable (_ database: Database, _ size: Int, _ number: Int) async throws -> Void
    }

    private static let questions: [Question] = [
        Question(name: "get by id") { database, size, number in
            _ = try await database.get(Sample.self, number * 31 % size + 1)
        },
        Question(name: "get by a unique field") { database, size, number in
            _ = try await database.get(Item.self, \.code, "code-\(number * 31 % size)")
        },
        Question(name: "first 10 by an indexed field") { database, _, _ in
            let query = Sample.all.sorted(by: \.value).prefix(10)
            try check(try await database.fetch(query).count, 10)
        },
        Question(name: "first 10 by id") { database, _, _ in
            try check(try await database.fetch(Item.all.prefix(10)).count, 10)
        },
        Question(name: "range with 10 hits") { database, size, number in
            let lower = number * 37 % (size - 10)
            let query = Sample.filter { $0.value >= lower && $0.value < lower + 10 }
            try check(try await database.fetch(query).count, 10)
        },
        Question(name: "first 10 of a team") { database, _, number in
            let query = Item.filter { $0.team == number % 100 }.prefix(10)
            try check(try await database.fetch(query).count, 10)
        },
        Question(name: "count of a team and a level") { database, _, number in
            _ = try await database.count(
                Item.filter { $0.team == number % 100 && $0.level == number % 10 }
            )
        },
        Question(name: "insert") { database, size, number in
            try await database.commit { session in
                session.insert(Item(number: size + 1_000_000 + number))
            }
        },
    ]

    /// A thousand hits among a hundred thousand objects.
    private func compareRange(_ ratios: inout Ratios) async throws {
        for round in 0..<Self.rounds {
            let mapper = try await Effort.measure(20, on: redis) {
                for number in 0..<20 {
                    let lower = (round * 20 + number) * 900
                    let query = Sample.filter { $0.value >= lower && $0.value < lower + 1000 }
                    try check(try await database.fetch(query).count, 1000)
                }
            }
            let plain = try await Effort.measure(20, on: redis) {
                for number in 0..<20 {
                    let lower = (round * 20 + number) * 900
                    let found = try await raw.samples(from: lower, below: lower + 1000)
                    try check(found.count, 1000)
                }
            }
            ratios.add(
                "range with 1,000 hits over 100,000",
                [.wall(1.5), .server(1.5), .client()],
                mapper: mapper,
                raw: plain
            )
        }
    }
}
