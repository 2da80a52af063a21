import StdnetODM

// More queries of scenario 01: unions, values, parts, single objects, keys.
extension RecordedQuery {
    static let more: [RecordedQuery] = unions + scans + parts + fields + singles

    private static func ask(
        _ step: Int,
        _ python: String,
        _ ask: @escaping @Sendable (Database) async throws -> JSONResult
    ) -> RecordedQuery {
        RecordedQuery(step: step, python: python, ask: ask)
    }

    private static let ofEuros = Instrument.filter { $0.ccy == "EUR" }
    private static let equities = Instrument.filter { $0.type == "equity" }

    private static let unions: [RecordedQuery] = [
        objects(
            24,
            "(lambda q: q.filter(ccy='EUR').union(q.filter(type='equity')).all())"
                + "(models.instrument.query())",
            ofEuros.union(equities)
        ),
        objects(
            25,
            "(lambda q: q.filter(ccy='EUR').intersect(q.filter(type='equity')).all())"
                + "(models.instrument.query())",
            ofEuros.intersection(equities)
        ),
        count(
            27,
            "(lambda q: q.filter(ccy='EUR').union(q.filter(type='equity'), "
                + "q.filter(type='fx')).count())(models.instrument.query())",
            ofEuros.union(equities).union(Instrument.filter { $0.type == "fx" })
        ),
        objects(
            121,
            "models.instrument.filter(ccy='EUR').intersect("
                + "models.instrument.filter(type=('bond','future')), "
                + "models.instrument.filter(name='bund')).all()",
            ofEuros.intersection(Instrument.filter { $0.type.in(["bond", "future"]) })
                .intersection(Instrument.filter { $0.name == "bund" })
        ),
        count(
            123,
            "models.position.exclude(instrument=models.instrument.filter(ccy='EUR')).count()",
            Position.exclude { $0.instrument.in(ofEuros) }
        ),
        objects(
            113,
            "models.position.filter(instrument__id=(1,2)).all()",
            Position.filter { $0.instrument.id.in([1, 2]) }
        ),
        objects(108, "ins[1].positions.query().all()", Position.filter { $0.instrument == Ref(1) }),
    ]

    private static let scans: [RecordedQuery] = [
        objects(
            34,
            "models.instrument.filter(description__contains='1').all()",
            Instrument.scan { $0.description.contains("1") }
        ),
        objects(
            44,
            "models.position.filter(instrument__name__startswith='g').all()",
            Position.scan { $0.instrument.name.hasPrefix("g") }
        ),
        objects(
            45,
            "models.position.filter(instrument__id__gt=3).all()",
            Position.scan { $0.instrument.id > 3 }
        ),
        objects(
            51,
            "models.position.filter(dt__gt=1325376000).all()",
            Position.scan { $0.dt > Day(daysSince1970: 15_340) }
        ),
        objects(
            54,
            "models.position.filter(size__ge='-2.5', size__lt=8).all()",
            Position.scan { $0.size >= -2.5 && $0.size < 8 }
        ),
        objects(
            105,
            "models.position.query().where('this.size > 5').all()",
            Position.scan { $0.size > 5 }
        ),
        objects(
            125,
            "models.instrument.exclude(name__startswith='g').all()",
            Instrument.scan { !$0.name.hasPrefix("g") }
        ),
        objects(
            126,
            "models.instrument.exclude(id__gt=3).all()",
            Instrument.scan { $0.id <= 3 }
        ),
    ]

    private static let parts: [RecordedQuery] = [
        objects(
            57,
            "models.instrument.query().sort_by('id').all()",
            Instrument.all.sorted(by: \.id)
        ),
        values(66, "models.instrument.query()[:3]", Instrument.all.prefix(3)),
        values(68, "models.instrument.query()[2:]", Instrument.all.dropFirst(2)),
        values(
            78,
            "models.instrument.query().sort_by('-name')[:2]",
            Instrument.all.sorted(by: \.name, .descending).prefix(2)
        ),
        ask(79, "models.instrument.query().sort_by('name')[2]") { database in
            try await database.fetch(
                Instrument.all.sorted(by: \.name).dropFirst(2).prefix(1)
            )
            .first.recorded
        },
    ]

    private static let fields: [RecordedQuery] = [
        values(
            80,
            "models.instrument.query().get_field('ccy').all()",
            Instrument.all.values(of: \.ccy)
        ),
        values(
            81,
            "models.instrument.query().get_field('id').all()",
            Instrument.all.values(of: \.id)
        ),
        ask(85, "models.instrument.query().load_only('name').all()") { database in
            let rows = try await database.fetch(Instrument.all.values(of: \.id, \.name))
            return .list(rows.map { .object(["id": $0.0, "name": $0.1]) })
        },
        ask(87, "models.instrument.query().load_only('name','ccy').sort_by('name').all()") {
            database in
            let query = Instrument.all.sorted(by: \.name)
            let rows = try await database.fetch(query.values(of: \.id, \.name, \.ccy))
            return .list(rows.map { .object(["id": $0.0, "name": $0.1, "ccy": $0.2]) })
        },
        ask(
            119,
            "models.instrument.filter(ccy=u'EUR', type=['bond','equity'])"
                + ".exclude(name='sap').sort_by('-name').load_only('name').all()"
        ) { database in
            let query = ofEuros.filter { $0.type.in(["bond", "equity"]) }
                .exclude { $0.name == "sap" }.sorted(by: \.name, .descending)
            let rows = try await database.fetch(query.values(of: \.id, \.name))
            return .list(rows.map { .object(["id": $0.0, "name": $0.1]) })
        },
    ]

    private static let singles: [RecordedQuery] = [
        ask(96, "models.instrument.get(id=1)") {
            try await $0.get(Instrument.self, 1).recorded
        },
        ask(97, "models.instrument.get(name='bp')") {
            try await $0.get(Instrument.self, \.name, "bp").recorded
        },
        ask(101, "models.instrument.query().test_unique('name','fresh')") { database in
            let isFree = try await database.testUnique(\Instrument.Fields.name, "fresh")
            return isFree ? "fresh".recorded : .nothing
        },
        ask(
            102,
            "models.instrument.query().test_unique('name','bp', models.instrument.get(name='bp'))"
        ) { database in
            let id = try await database.get(Instrument.self, \.name, "bp").id
            let isFree = try await database.testUnique(\Instrument.Fields.name, "bp", except: id)
            return isFree ? "bp".recorded : .nothing
        },
        ask(103, "3 in models.instrument.query()") {
            try await $0.contains(Ref<Instrument>(3)).recorded
        },
        ask(104, "99 in models.instrument.filter(ccy='EUR')") {
            try await $0.contains(Ref<Instrument>(99), in: ofEuros).recorded
        },
        ask(109, "models.position.get(id=1).instrument") { database in
            let position = try await database.get(Position.self, 1)
            return try await database.fetch(position.instrument).recorded
        },
        ask(110, "models.instrument.keys()") { database in
            var keys: Set<String> = []
            for try await key in database.keys(of: Instrument.self) {
                keys.insert(String(decoding: key, as: UTF8.self))
            }
            return keys.sorted().recorded
        },
    ]
}
