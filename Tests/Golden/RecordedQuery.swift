import StdnetODM

/// A query that was recorded, in the original's words and in ours.
struct RecordedQuery: Sendable {
    /// Which step of the scenario.
    let step: Int
    /// The original's words.
    let python: String
    /// Ours, answered as results were recorded.
    let ask: @Sendable (Database) async throws -> JSONResult

    private static func instruments(
        _ step: Int,
        _ python: String,
        _ query: Query<Instrument>
    ) -> RecordedQuery {
        RecordedQuery(step: step, python: python) { database in
            .objects(try await database.fetch(query).map(\.recorded))
        }
    }

    private static func instruments(
        _ step: Int,
        _ python: String,
        _ selection: Selection<Instrument, Instrument>
    ) -> RecordedQuery {
        RecordedQuery(step: step, python: python) { database in
            .objects(try await database.fetch(selection).map(\.recorded))
        }
    }

    private static func positions(
        _ step: Int,
        _ python: String,
        _ query: Query<Position>
    ) -> RecordedQuery {
        RecordedQuery(step: step, python: python) { database in
            .objects(try await database.fetch(query).map(\.recorded))
        }
    }

    private static func count<M: Model>(
        _ step: Int,
        _ python: String,
        _ query: Query<M>
    ) -> RecordedQuery {
        RecordedQuery(step: step, python: python) { database in
            .count(try await database.count(query))
        }
    }

    /// Recorded queries of every kind, without those of which the original's own answer is a fault.
    ///
    /// The original's databases have no index by range, so sizes and ids are compared by a scan.
    static let all: [RecordedQuery] = onInstruments + onPositions

    private static let onInstruments: [RecordedQuery] = [
        instruments(3, "models.instrument.query().all()", Instrument.all),
        count(4, "models.instrument.query().count()", Instrument.all),
        instruments(
            5,
            "models.instrument.filter(ccy='EUR').all()",
            Instrument.filter { $0.ccy == "EUR" }
        ),
        instruments(
            6,
            "models.instrument.filter(ccy=('EUR','USD')).all()",
            Instrument.filter { $0.ccy.in(["EUR", "USD"]) }
        ),
        count(
            7,
            "models.instrument.filter(ccy__in=['EUR','USD']).count()",
            Instrument.filter { $0.ccy.in(["EUR", "USD"]) }
        ),
        instruments(
            8,
            "models.instrument.filter(ccy='EUR', type='future').all()",
            Instrument.filter { $0.ccy == "EUR" && $0.type == "future" }
        ),
        instruments(
            10,
            "models.instrument.filter(ccy='XXX').all()",
            Instrument.filter { $0.ccy == "XXX" }
        ),
        instruments(
            12,
            "models.instrument.filter(name='goog').all()",
            Instrument.filter { $0.name == "goog" }
        ),
        instruments(
            13,
            "models.instrument.filter(name=('goog','bp','nope')).all()",
            Instrument.filter { $0.name.in(["goog", "bp", "nope"]) }
        ),
        instruments(14, "models.instrument.filter(id=3).all()", Instrument.filter { $0.id == 3 }),
        instruments(
            15,
            "models.instrument.filter(id=(3,5,99)).all()",
            Instrument.filter { $0.id.in([3, 5, 99]) }
        ),
        instruments(16, "models.instrument.filter(id__gt=3).all()", Instrument.scan { $0.id > 3 }),
        instruments(
            17,
            "models.instrument.filter(id__ge=3, id__lt=6).all()",
            Instrument.scan { $0.id >= 3 && $0.id < 6 }
        ),
        instruments(
            18,
            "models.instrument.exclude(ccy='EUR').all()",
            Instrument.exclude { $0.ccy == "EUR" }
        ),
        instruments(
            19,
            "models.instrument.exclude(ccy=('EUR','USD')).all()",
            Instrument.exclude { $0.ccy.in(["EUR", "USD"]) }
        ),
        instruments(
            20,
            "models.instrument.exclude(ccy='EUR', type='future').all()",
            Instrument.exclude { $0.ccy == "EUR" || $0.type == "future" }
        ),
        instruments(
            21,
            "models.instrument.filter(type='future').exclude(ccy='EUR').all()",
            Instrument.filter { $0.type == "future" }.exclude { $0.ccy == "EUR" }
        ),
        instruments(
            22,
            "models.instrument.exclude(id=(1,2)).all()",
            Instrument.exclude { $0.id.in([1, 2]) }
        ),
        instruments(
            23,
            "models.instrument.filter(ccy='EUR')"
                + ".union(models.instrument.filter(type='equity')).all()",
            Instrument.filter { $0.ccy == "EUR" }.union(Instrument.filter { $0.type == "equity" })
        ),
        instruments(
            29,
            "models.instrument.filter(name__startswith='g').all()",
            Instrument.scan { $0.name.hasPrefix("g") }
        ),
        instruments(
            31,
            "models.instrument.filter(name__contains='o').all()",
            Instrument.scan { $0.name.contains("o") }
        ),
        instruments(
            55,
            "models.instrument.query().sort_by('name').all()",
            Instrument.all.sorted(by: \.name)
        ),
        instruments(
            56,
            "models.instrument.query().sort_by('-name').all()",
            Instrument.all.sorted(by: \.name, .descending)
        ),
        instruments(
            58,
            "models.instrument.query().sort_by('-id').all()",
            Instrument.all.sorted(by: \.id, .descending)
        ),
        instruments(
            59,
            "models.instrument.filter(ccy='EUR').sort_by('name').all()",
            Instrument.filter { $0.ccy == "EUR" }.sorted(by: \.name)
        ),
        instruments(67, "models.instrument.query()[2:5]", Instrument.all.dropFirst(2).prefix(3)),
        instruments(
            77,
            "models.instrument.query().sort_by('name')[1:4]",
            Instrument.all.sorted(by: \.name).dropFirst(1).prefix(3)
        ),
    ]

    private static let onPositions: [RecordedQuery] = [
        positions(
            39,
            "models.position.filter(instrument=1).all()",
            Position.filter { $0.instrument == Ref(1) }
        ),
        positions(
            40,
            "models.position.filter(instrument=(1,2)).all()",
            Position.filter { $0.instrument.in([Ref(1), Ref(2)]) }
        ),
        positions(
            41,
            "models.position.filter(instrument__ccy='EUR').all()",
            Position.filter { $0.instrument.ccy == "EUR" }
        ),
        positions(
            42,
            "models.position.filter(instrument__ccy__in=('EUR','GBP')).all()",
            Position.filter { $0.instrument.ccy.in(["EUR", "GBP"]) }
        ),
        positions(
            43,
            "models.position.filter(instrument__ccy='EUR', fund__ccy='EUR').all()",
            Position.filter { $0.instrument.ccy == "EUR" && $0.fund.ccy == "EUR" }
        ),
        positions(
            47,
            "models.position.exclude(instrument__ccy='EUR').all()",
            Position.exclude { $0.instrument.ccy == "EUR" }
        ),
        positions(
            48,
            "models.position.filter(instrument=models.instrument.filter(type='future')).all()",
            Position.filter { $0.instrument.in(Instrument.filter { $0.type == "future" }) }
        ),
        positions(
            49,
            "models.position.filter(dt=date(2012,1,1)).all()",
            Position.filter { $0.dt == Day(daysSince1970: 15_340) }
        ),
        positions(52, "models.position.filter(size__gt=1).all()", Position.scan { $0.size > 1 }),
        positions(
            53,
            "models.position.filter(size__le=0.1).all()",
            Position.scan { $0.size <= 0.1 }
        ),
        positions(
            61,
            "models.position.query().sort_by('size').all()",
            Position.all.sorted(by: \.size)
        ),
        positions(
            62,
            "models.position.query().sort_by('-dt').all()",
            Position.all.sorted(by: \.dt, .descending)
        ),
        positions(
            112,
            "models.position.filter(instrument__id=1).all()",
            Position.filter { $0.instrument.id == 1 }
        ),
        count(
            122,
            "models.position.filter(instrument=models.instrument.filter(ccy='EUR'), "
                + "fund=models.fund.filter(ccy='EUR')).count()",
            Position.filter {
                $0.instrument.in(Instrument.filter { $0.ccy == "EUR" })
                    && $0.fund.in(Fund.filter { $0.ccy == "EUR" })
            }
        ),
    ]
}
