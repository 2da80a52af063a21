import StdnetODM

extension RecordedQuery {
    /// What is answered here where the original's answer is a fault, or none.
    struct Otherwise: Sendable {
        /// The entry of the documentation's lists of differences.
        let entry: String
        /// What is answered here: often the ids of the objects that are found.
        let answer: JSONResult

        init(entry: String, ids: [Int]) { self.init(entry: entry, answer: ids.recorded) }

        init(entry: String, answer: JSONResult) {
            self.entry = entry
            self.answer = answer
        }
    }

    /// A query for objects that are others here.
    private static func other<Root, Output>(
        _ step: Int,
        _ python: String,
        because entry: String,
        _ selection: Selection<Root, Output>,
        _ id: @escaping @Sendable (Output) -> Int?,
        are ids: [Int]
    ) -> RecordedQuery {
        RecordedQuery(step: step, python: python, otherwise: .init(entry: entry, ids: ids)) {
            try await $0.fetch(selection).map { id($0) }.recorded
        }
    }

    private static func instruments(
        _ step: Int,
        _ python: String,
        because entry: String,
        _ selection: Selection<Instrument, Instrument>,
        are ids: [Int]
    ) -> RecordedQuery {
        other(step, python, because: entry, selection, \.id, are: ids)
    }

    /// A query that the original refuses, and that is refused here.
    private static func refused(
        _ step: Int,
        _ python: String,
        _ ask: @escaping @Sendable (Database) async throws(FetchFailure) -> Instrument
    ) -> RecordedQuery {
        RecordedQuery(step: step, python: python) { database in
            do throws(FetchFailure) { return try await ask(database).recorded } catch {
                return .nothing
            }
        }
    }

    private static let euros = Instrument.filter { $0.ccy == "EUR" }
    private static let equities = Instrument.filter { $0.type == "equity" }

    /// Scenario 01: what the original answers wrongly, or not at all.
    static let answeredOtherwise: [RecordedQuery] = [
        instruments(
            9,
            "models.instrument.filter(ccy='EUR').filter(ccy='USD').all()",
            because: "N1",
            euros.filter { $0.ccy == "USD" }[0...],
            are: []
        ),
        instruments(
            11,
            "models.instrument.filter(ccy=()).all()",
            because: "Q11",
            Instrument.filter { $0.ccy.in([]) }[0...],
            are: []
        ),
        instruments(
            26,
            "(lambda q: q.filter(ccy='EUR').union(q.filter(type='equity')).filter(type='bond')"
                + ".all())(models.instrument.query())",
            because: "N2",
            euros.union(equities).filter { $0.type == "bond" }[0...],
            are: [8]
        ),
        instruments(
            28,
            "(lambda q: q.filter(ccy='EUR').union(q.filter(type='equity')).exclude(ccy='GBP')"
                + ".all())(models.instrument.query())",
            because: "N2",
            euros.union(equities).exclude { $0.ccy == "GBP" }[0...],
            are: [2, 6, 7, 8]
        ),
        instruments(
            30,
            "models.instrument.filter(name__endswith='o').all()",
            because: "Q10",
            Instrument.scan { $0.name.hasSuffix("o") }[0...],
            are: []
        ),
        instruments(
            32,
            "models.instrument.filter(name__icontains='O').all()",
            because: "Q10",
            Instrument.scan { $0.name.ignoringCase.contains("O") }[0...],
            are: [4, 6]
        ),
        instruments(
            33,
            "models.instrument.filter(name__contains='.').all()",
            because: "Q10",
            Instrument.scan { $0.name.contains(".") }[0...],
            are: []
        ),
        instruments(
            127,
            "models.instrument.filter(name__contains='(').all()",
            because: "Q10",
            Instrument.scan { $0.name.contains("(") }[0...],
            are: []
        ),
        instruments(
            128,
            "models.instrument.filter(name__contains='^b').all()",
            because: "Q10",
            Instrument.scan { $0.name.contains("^b") }[0...],
            are: []
        ),
        instruments(
            124,
            "models.instrument.filter(ccy__gt='A').all()",
            because: "Q10",
            Instrument.scan { $0.ccy > "A" }[0...],
            are: Array(1...8)
        ),
        other(
            50,
            "models.position.filter(dt__gt=date(2012,1,1)).all()",
            because: "Q10",
            Position.scan { $0.dt > Day(daysSince1970: 15_340) }[0...],
            \.id,
            are: [2, 3, 4]
        ),
        instruments(
            72,
            "models.instrument.query()[5:2]",
            because: "Q13",
            Instrument.all.dropFirst(5).prefix(0),
            are: []
        ),
        instruments(
            73,
            "models.instrument.query()[0:0]",
            because: "Q13",
            Instrument.all[0..<0],
            are: []
        ),
        instruments(
            75,
            "models.instrument.query()[-20:3]",
            because: "Q13",
            Instrument.all.suffix(20).prefix(3),
            are: [1, 2, 3]
        ),
        other(
            64,
            "models.position.query().sort_by('-instrument__ccy').all()",
            because: "N3",
            Position.all.sorted(by: { $0.instrument.ccy.descending })[0...],
            \.id,
            are: [6, 4, 1, 5, 3, 7, 2]
        ),
        instruments(
            116,
            "(lambda q: (q.all(), q[:2])[1])(models.instrument.query())",
            because: "Q13",
            Instrument.all[..<2],
            are: [1, 2]
        ),
        instruments(
            114,
            "models.instrument.filter(name=models.fund.query().get_field('name')).all()",
            because: "Q12",
            Instrument.filter { $0.name.in(Fund.all.values(of: \.name)) }[0...],
            are: []
        ),
        RecordedQuery(
            step: 117,
            python: "(lambda q: (q.all(), q.get())[1])(models.instrument.filter(name='bp'))",
            otherwise: .init(entry: "N7", answer: .number(5))
        ) { database in
            let query = Instrument.filter { $0.name == "bp" }
            _ = try await database.fetch(query)
            return try await database.only(query).recorded.ids
        },
        RecordedQuery(
            step: 118,
            python:
                "(lambda q: (q.count(), q.executed, str(q)))(models.instrument.filter(name='bp'))",
            otherwise: .init(entry: "N8", answer: .number(1))
        ) { try await $0.count(Instrument.filter { $0.name == "bp" }).recorded },
        refused(98, "models.instrument.get(id=77)") { database throws(FetchFailure) in
            try await database.get(Instrument.self, 77)
        },
        refused(99, "models.instrument.get(ccy='EUR')") { database throws(FetchFailure) in
            try await database.only(euros)
        },
    ]
}

extension JSONResult {
    /// Objects by their ids; anything else as it is.
    var ids: JSONResult {
        switch self {
        case .list(let elements): .list(elements.map(\.ids))
        case .object(let fields): fields["id"] ?? self
        default: self
        }
    }
}
