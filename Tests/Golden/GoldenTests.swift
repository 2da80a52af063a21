import MemoryBackend
import RedisBackend
import StdnetODM
import StdnetTesting
import Testing

/// What the original wrote, and what is written here, must be the same bytes.
@Suite struct GoldenTests {
    enum Place: CaseIterable {
        case memory, redis
    }

    @Test("The same objects become the same keys", arguments: Place.allCases)
    func writesWhatTheOriginalWrote(_ place: Place) async throws {
        let scenario = try GoldenScenario()
        try await onBackend(place) { backend in
            let database = try Database.gold(backend)
            // The one key that the original did not have. No field of these models is indexed by
            // range, so there is no `rng` key either.
            let added: Set = ["ns.stdnet:schema"]
            try await database.commit { session in
                session.insert(
                    Instrument(
                        name: "eurusd",
                        type: "fx",
                        ccy: "USD",
                        description: "euro dollar"
                    )
                )
            }
            try await expectKeyspace(of: backend, after: 0, of: scenario, besides: added)
            try await insertInstrumentsAndFunds(database)
            try await expectKeyspace(of: backend, after: 1, of: scenario, besides: added)
            try await insertPositions(database)
            try await expectKeyspace(of: backend, after: 2, of: scenario, besides: added)
        }
    }

    @Test("Objects of the original are read as it read them", arguments: Place.allCases)
    func readsWhatTheOriginalWrote(_ place: Place) async throws {
        let scenario = try GoldenScenario()
        try await onBackend(place) { backend in
            try await backend.restore(2, of: scenario)
            let database = try Database.gold(backend)
            for question in RecordedQuery.all {
                let expected = try scenario.result(of: question.python, at: question.step)
                let found = try await question.ask(database)
                #expect(found == expected, "\(question.python)")
            }
            try await expectKeyspace(of: backend, after: 2, of: scenario, besides: [])
        }
    }

    @Test("Keys of the original are written on with", arguments: Place.allCases)
    func writesOnWithTheOriginalsKeys(_ place: Place) async throws {
        let scenario = try GoldenScenario()
        try await onBackend(place) { backend in
            try await backend.restore(132, of: scenario)
            let database = try Database.gold(backend)
            try await database.commit { session in
                session.insert(Instrument(name: "after", type: "fx", ccy: "JPY", description: ""))
            }
            try await expectKeyspace(
                of: backend,
                after: 133,
                of: scenario,
                besides: ["ns.stdnet:schema"]
            )
        }
    }

    private func insertInstrumentsAndFunds(_ database: Database) async throws {
        let instruments = [
            ("bund", "future", "EUR"), ("gilt", "future", "GBP"), ("note", "future", "USD"),
            ("bp", "equity", "GBP"), ("goog", "equity", "USD"), ("sap", "equity", "EUR"),
            ("ita 2020", "bond", "EUR"),
        ]
        try await database.commit { session in
            for (number, (name, type, ccy)) in instruments.enumerated() {
                session.insert(
                    Instrument(name: name, type: type, ccy: ccy, description: "d\(number)")
                )
            }
            for (name, ccy) in [("alpha", "EUR"), ("beta", "USD"), ("gamma", "GBP")] {
                session.insert(Fund(name: name, ccy: ccy))
            }
        }
    }

    private func insertPositions(_ database: Database) async throws {
        let positions: [(Int, Int, Day?, Double)] = [
            (1, 1, Day(2012, 1, 1), 10), (2, 1, Day(2012, 1, 2), -2.5),
            (3, 1, Day(2012, 2, 29), 1e21), (4, 2, Day(2013, 7, 4), 0.1),
            (5, 2, Day(1969, 12, 31), 100), (6, 3, Day(2000, 1, 1), 3),
            (8, 3, Day(2012, 1, 1), 7.25),
        ]
        var session = Session()
        for (instrument, fund, day, size) in positions {
            session.insert(
                Position(
                    instrument: Ref(instrument),
                    fund: Ref(fund),
                    dt: try #require(day),
                    size: size
                )
            )
        }
        try await database.commit(session)
    }

    /// Gives a test an empty backend of its own.
    private func onBackend(
        _ place: Place,
        _ body: (any Backend) async throws -> Void
    ) async throws {
        guard place == .redis else { return try await body(MemoryBackend()) }
        try await withRedisServer { server in
            let redis = try await RedisBackend.connect(to: server.url)
            do { try await body(redis) } catch {
                await redis.close()
                throw error
            }
            await redis.close()
        }
    }
}
