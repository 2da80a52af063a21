import StdnetODM

/// A query that was recorded, in the original's words and in ours.
struct RecordedQuery: Sendable {
    /// Which step of the scenario.
    let step: Int
    /// The original's words.
    let python: String
    /// What is found here instead; nil where it is the same.
    var otherwise: Otherwise?
    /// Ours, answered as results were recorded.
    let ask: @Sendable (Database) async throws -> JSONResult

    /// A query for objects.
    static func objects<M: Model & Recordable>(
        _ step: Int,
        _ python: String,
        _ query: Query<M>
    ) -> RecordedQuery {
        RecordedQuery(step: step, python: python) { try await $0.fetch(query).recorded }
    }

    /// A selection of values, or of a part of the objects.
    static func values<M: Model, Output: Recordable>(
        _ step: Int,
        _ python: String,
        _ selection: Selection<M, Output>
    ) -> RecordedQuery {
        RecordedQuery(step: step, python: python) { try await $0.fetch(selection).recorded }
    }

    /// A query of which the objects are counted.
    static func count<M: Model>(
        _ step: Int,
        _ python: String,
        _ query: Query<M>
    ) -> RecordedQuery {
        RecordedQuery(step: step, python: python) { try await $0.count(query).recorded }
    }
}

/// Recorded queries of every kind, without those of which the original's own answer is a fault.
///
/// The original's databases have no index by range, so sizes and ids are compared by a scan.
extension RecordedQuery {
    /// Scenario 01.
    static let automaticIDs: [RecordedQuery] =
        onInstruments + onPositions + more + slices + acrossReferences + subQueries + loadedParts
        + answeredOtherwise

    /// Scenario 03.
    static let ownIDs: [RecordedQuery] = [
        objects(6, "models.numbook.filter(a=5).all()", NumBook.filter { $0.a == 5 }),
        objects(27, "models.user3.query().all()", User3.all),
        objects(28, "models.user3.filter(username='q').all()", User3.filter { $0.username == "q" }),
    ]

    /// Scenario 04.
    static let optionalReferences: [RecordedQuery] =
        [
            objects(20, "models.feed.query().all()", Feed.all),
            objects(
                22,
                "models.feed.filter(live__name='d1').all()",
                Feed.filter { $0.live.name == "d1" }
            ),
            objects(27, "models.feed.filter(live=None).all()", Feed.filter { $0.live == nil }),
        ] + documents + leaves + leafParts

    private static let onInstruments: [RecordedQuery] = [
        objects(3, "models.instrument.query().all()", Instrument.all),
        count(4, "models.instrument.query().count()", Instrument.all),
        objects(
            5,
            "models.instrument.filter(ccy='EUR').all()",
            Instrument.filter { $0.ccy == "EUR" }
        ),
        objects(
            6,
            "models.instrument.filter(ccy=('EUR','USD')).all()",
            Instrument.filter { $0.ccy.in(["EUR", "USD"]) }
        ),
        count(
            7,
            "models.instrument.filter(ccy__in=['EUR','USD']).count()",
            Instrument.filter { $0.ccy.in(["EUR", "USD"]) }
        ),
        objects(
            8,
            "models.instrument.filter(ccy='EUR', type='future').all()",
            Instrument.filter { $0.ccy == "EUR" && $0.type == "future" }
        ),
        objects(
            10,
            "models.instrument.filter(ccy='XXX').all()",
            Instrument.filter { $0.ccy == "XXX" }
        ),
        objects(
            12,
            "models.instrument.filter(name='goog').all()",
            Instrument.filter { $0.name == "goog" }
        ),
        objects(
            13,
            "models.instrument.filter(name=('goog','bp','nope')).all()",
            Instrument.filter { $0.name.in(["goog", "bp", "nope"]) }
        ),
        objects(14, "models.instrument.filter(id=3).all()", Instrument.filter { $0.id == 3 }),
        objects(
            15,
            "models.instrument.filter(id=(3,5,99)).all()",
            Instrument.filter { $0.id.in([3, 5, 99]) }
        ),
        objects(16, "models.instrument.filter(id__gt=3).all()", Instrument.scan { $0.id > 3 }),
        objects(
            17,
            "models.instrument.filter(id__ge=3, id__lt=6).all()",
            Instrument.scan { $0.id >= 3 && $0.id < 6 }
        ),
        objects(
            18,
            "models.instrument.exclude(ccy='EUR').all()",
            Instrument.exclude { $0.ccy == "EUR" }
        ),
        objects(
            19,
            "models.instrument.exclude(ccy=('EUR','USD')).all()",
            Instrument.exclude { $0.ccy.in(["EUR", "USD"]) }
        ),
        objects(
            20,
            "models.instrument.exclude(ccy='EUR', type='future').all()",
            Instrument.exclude { $0.ccy == "EUR" || $0.type == "future" }
        ),
        objects(
            21,
            "models.instrument.filter(type='future').exclude(ccy='EUR').all()",
            Instrument.filter { $0.type == "future" }.exclude { $0.ccy == "EUR" }
        ),
        objects(
            22,
            "models.instrument.exclude(id=(1,2)).all()",
            Instrument.exclude { $0.id.in([1, 2]) }
        ),
        objects(
            23,
            "models.instrument.filter(ccy='EUR')"
                + ".union(models.instrument.filter(type='equity')).all()",
            Instrument.filter { $0.ccy == "EUR" }.union(Instrument.filter { $0.type == "equity" })
        ),
        objects(
            29,
            "models.instrument.filter(name__startswith='g').all()",
            Instrument.scan { $0.name.hasPrefix("g") }
        ),
        objects(
            31,
            "models.instrument.filter(name__contains='o').all()",
            Instrument.scan { $0.name.contains("o") }
        ),
        objects(
            55,
            "models.instrument.query().sort_by('name').all()",
            Instrument.all.sorted(by: \.name)
        ),
        objects(
            56,
            "models.instrument.query().sort_by('-name').all()",
            Instrument.all.sorted(by: \.name, .descending)
        ),
        objects(
            58,
            "models.instrument.query().sort_by('-id').all()",
            Instrument.all.sorted(by: \.id, .descending)
        ),
        objects(
            59,
            "models.instrument.filter(ccy='EUR').sort_by('name').all()",
            Instrument.filter { $0.ccy == "EUR" }.sorted(by: \.name)
        ),
        values(67, "models.instrument.query()[2:5]", Instrument.all.dropFirst(2).prefix(3)),
        values(
            77,
            "models.instrument.query().sort_by('name')[1:4]",
            Instrument.all.sorted(by: \.name).dropFirst(1).prefix(3)
        ),
    ]

    private static let onPositions: [RecordedQuery] = [
        objects(
            39,
            "models.position.filter(instrument=1).all()",
            Position.filter { $0.instrument == Ref(1) }
        ),
        objects(
            40,
            "models.position.filter(instrument=(1,2)).all()",
            Position.filter { $0.instrument.in([Ref(1), Ref(2)]) }
        ),
        objects(
            41,
            "models.position.filter(instrument__ccy='EUR').all()",
            Position.filter { $0.instrument.ccy == "EUR" }
        ),
        objects(
            42,
            "models.position.filter(instrument__ccy__in=('EUR','GBP')).all()",
            Position.filter { $0.instrument.ccy.in(["EUR", "GBP"]) }
        ),
        objects(
            43,
            "models.position.filter(instrument__ccy='EUR', fund__ccy='EUR').all()",
            Position.filter { $0.instrument.ccy == "EUR" && $0.fund.ccy == "EUR" }
        ),
        objects(
            47,
            "models.position.exclude(instrument__ccy='EUR').all()",
            Position.exclude { $0.instrument.ccy == "EUR" }
        ),
        objects(
            48,
            "models.position.filter(instrument=models.instrument.filter(type='future')).all()",
            Position.filter { $0.instrument.in(Instrument.filter { $0.type == "future" }) }
        ),
        objects(
            49,
            "models.position.filter(dt=date(2012,1,1)).all()",
            Position.filter { $0.dt == Day(daysSince1970: 15_340) }
        ),
        objects(52, "models.position.filter(size__gt=1).all()", Position.scan { $0.size > 1 }),
        objects(
            53,
            "models.position.filter(size__le=0.1).all()",
            Position.scan { $0.size <= 0.1 }
        ),
        objects(
            61,
            "models.position.query().sort_by('size').all()",
            Position.all.sorted(by: \.size)
        ),
        objects(
            62,
            "models.position.query().sort_by('-dt').all()",
            Position.all.sorted(by: \.dt, .descending)
        ),
        objects(
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
