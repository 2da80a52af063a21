import Foundation
import RedisBackend
import SQLiteSnapshot
import StdnetBackend
import StdnetTesting
import Testing

@Suite("While money moves between accounts at full speed")
struct BankTests {
    private static let environment = ProcessInfo.processInfo.environment
    /// How many exports of how many accounts; set STDNET_BANK_EXPORTS and STDNET_BANK_ACCOUNTS.
    private static let exportCount = environment["STDNET_BANK_EXPORTS"].flatMap { Int($0) } ?? 3
    private static let accountCount =
        environment["STDNET_BANK_ACCOUNTS"].flatMap { Int($0) } ?? 2000
    private static let account = ModelSchema(
        name: "bank.account",
        fields: [FieldSchema(name: "balance", kind: .integer)]
    )

    @Test("every export of what the server gives its replicas has the total to the penny")
    func total() async throws {
        try await withRedisServer { server in
            let redis = try await RedisBackend.connect(to: server.url)
            let place = try Workplace(redis)
            try await open(place)
            let transfers = Task { try await Self.transfer(server.url, place.namespace) }
            var moved: Set<[SnapshotValue]> = []
            for number in 0..<Self.exportCount {
                var options = SnapshotOptions(replacesExisting: true)
                options.level = number.isMultiple(of: 2) ? .typed : .full
                let (summary, file) = try await place.export(options)
                let sums = try file.query("SELECT sum(balance), count(*) FROM bank_account")
                #expect(
                    sums.map(\.values)
                        == [[.integer(Self.accountCount * 1000), .integer(Self.accountCount)]]
                )
                #expect(summary.metadata.consistency == .exact && summary.rejects == 0)
                moved.insert(
                    try file.column(
                        "SELECT balance FROM bank_account WHERE id <= 100 ORDER BY id"
                    )
                )
            }
            var options = SnapshotOptions(replacesExisting: true)
            options.method = .scan
            #expect(try await place.export(options).summary.metadata.consistency == .fuzzy)
            transfers.cancel()
            let count = try await transfers.value
            print(
                "\(Self.exportCount) exports of \(Self.accountCount) accounts exact, "
                    + "\(count) transfers meanwhile"
            )
            // Something moved between them, or nothing was tested.
            #expect(count > 0 && moved.count == Self.exportCount)
            await redis.close()
        }
    }

    private func open(_ place: Workplace) async throws {
        try await place.define(Self.account)
        let layout = KeyLayout(namespace: place.namespace, model: Self.account.name)
        for start in stride(from: 1, through: Self.accountCount, by: 1000) {
            var batch = CommandBatch()
            for id in start...min(start + 999, Self.accountCount) {
                for words in [
                    ["SADD", layout.ids, "\(id)"],
                    ["HSET", layout.object("\(id)"), "balance", "1000"],
                ] {
                    batch.append { vector in for word in words { vector.append(word) } }
                }
            }
            _ = try await place.backend.execute(batch)
        }
    }

    /// Moves money until the task is cancelled, and answers how often.
    private static func transfer(_ url: String, _ namespace: String) async throws -> Int {
        let redis = try await RedisBackend.connect(to: url)
        let layout = KeyLayout(namespace: namespace, model: account.name)
        var dice = Dice(seed: 1)
        var count = 0
        while !Task.isCancelled {
            var batch = CommandBatch(isolation: .transaction)
            for _ in 0..<25 {
                let amount = 1 + dice.below(50)
                for sign in ["-", ""] {
                    let key = layout.object("\(1 + dice.below(accountCount))")
                    batch.append { vector in
                        for word in ["HINCRBY", key, "balance", "\(sign)\(amount)"] {
                            vector.append(word)
                        }
                    }
                }
            }
            do {
                _ = try await redis.execute(batch)
                count += 25
            } catch BackendError.cancelled {
                break
            }
        }
        await redis.close()
        return count
    }
}
