import StdnetODM
import Testing

extension RecordedStep {
    /// Scenario 01: automatic ids, unique values, references.
    static let automaticIDs: [RecordedStep] = [
        RecordedStep(0) { database in
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
        },
        RecordedStep(1) { try await insertInstrumentsAndFunds($0) },
        RecordedStep(2) { try await insertPositions($0) },
        RecordedStep(129) { database in
            try await change(database, 1) {
                $0.ccy = "EUR"
                $0.name = "eurusd2"
            }
        },
        RecordedStep(130) { try await change($0, 2) { $0.ccy = "CHF" } },
        RecordedStep(131) { database in
            let object = try await database.get(Instrument.self, 3)
            try await database.commit { session in
                session.save(object)
            }
        },
        RecordedStep(132) { try await insert($0, id: 20, "explicit", "JPY") },
        RecordedStep(133) { try await insert($0, "after", "JPY") },
        // The original wrote over the object, and left it in the indexes of its old values.
        RecordedStep(refused: 134, because: 5) { database in
            try await insert(database, id: 4, "override4", "JPY")
        },
        RecordedStep(refused: 135, because: 3) { try await insert($0, "bp", "XXX") },
        RecordedStep(refused: 136, because: 23) { database in
            try await database.commit { session in
                for (name, ccy) in [("ok1", "AAA"), ("bp", "BBB"), ("ok2", "CCC")] {
                    session.insert(Instrument(name: name, type: "fx", ccy: ccy, description: ""))
                }
            }
        },
        RecordedStep(refused: 137, because: 2) { database in
            try await change(database, 5) {
                $0.name = "goog"
                $0.ccy = "ZZZ"
            }
        },
        // What the original lost in the step before stays lost: nobody is called so any more.
        RecordedStep(138) { database in
            await #expect(throws: FetchFailure.self) {
                try await database.get(Instrument.self, \.name, "bp")
            }
        },
        RecordedStep(139) { try await insert($0, "", "XXX") },
        RecordedStep(140) { database in
            try await database.commit { session in
                session.delete(Ref<Instrument>(3))
            }
        },
        RecordedStep(141) { database in
            let count = try await database.delete(Instrument.filter { $0.ccy == "JPY" })
            #expect(count >= 3)
        },
        RecordedStep(143) { try await $0.delete(Fund.all) },
        RecordedStep(144) { try await $0.flush(Instrument.self) },
    ]

    private static func insert(
        _ database: Database,
        id: Int? = nil,
        _ name: String,
        _ ccy: String
    ) async throws {
        try await database.commit { session in
            session.insert(Instrument(id: id, name: name, type: "fx", ccy: ccy, description: ""))
        }
    }

    private static func change(
        _ database: Database,
        _ id: Int,
        _ edit: (inout Instrument) -> Void
    ) async throws {
        let old = try await database.get(Instrument.self, id)
        var new = old
        edit(&new)
        let changed = new
        try await database.commit { session in
            session.update(changed, from: old)
        }
    }

    private static func insertInstrumentsAndFunds(_ database: Database) async throws {
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

    private static func insertPositions(_ database: Database) async throws {
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
}
