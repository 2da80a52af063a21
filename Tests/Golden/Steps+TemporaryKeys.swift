import StdnetODM
import Testing

extension RecordedStep {
    /// Scenario 12: temporary keys, and the end of whole models.
    static let temporaryKeys: [RecordedStep] = [
        RecordedStep(0) { database in
            let day = try #require(Day(2012, 1, 1))
            try await database.commit { session in
                let instrument = session.insert(
                    Instrument(name: "a", type: "t", ccy: "EUR", description: "")
                )
                let fund = session.insert(Fund(name: "f", ccy: "EUR"))
                session.insert(Position(instrument: instrument, fund: fund, dt: day, size: 1))
            }
        },
        RecordedStep(1) { _ = try await $0.fetch(Instrument.all) },
        RecordedStep(2) { _ = try await $0.fetch(Instrument.filter { $0.ccy == "EUR" }) },
        RecordedStep(3) { database in
            let found = try await database.fetch(Position.filter { $0.instrument.ccy == "EUR" })
            #expect(found.count == 1)
        },
        RecordedStep(4) { database in
            _ = try await database.fetch(
                Instrument.filter { $0.ccy == "EUR" }.exclude { $0.type == "x" }
            )
        },
        RecordedStep(5) { _ = try await $0.count(Instrument.all.values(of: \.ccy)) },
        RecordedStep(7) { database in
            _ = try await database.fetch(Instrument.filter { $0.ccy == "EUR" })
            #expect(try await database.clean(Instrument.self) == 0)
        },
        RecordedStep(9) { try await insert($0, Bag(name: "b")) },
        RecordedStep(14) { try await $0.flush(exclude: Instrument.self) },
        RecordedStep(15) { try await $0.flush() },
    ]
}
