import StdnetODM

// Slices, orders across references, and queries by what others find.
extension RecordedQuery {
    /// Parts of what is found.
    static let slices: [RecordedQuery] = [
        values(69, "models.instrument.query()[-3:]", Instrument.all.suffix(3)),
        values(70, "models.instrument.query()[:-2]", Instrument.all.dropLast(2)),
        values(71, "models.instrument.query()[1:-1]", Instrument.all.dropFirst().dropLast()),
        values(74, "models.instrument.query()[20:30]", Instrument.all[20..<30]),
        values(76, "models.instrument.query()[0:8:2]", Instrument.all[0..<8]),
    ]

    /// Orders by what is referred to.
    static let acrossReferences: [RecordedQuery] = [
        objects(
            63,
            "models.position.query().sort_by('instrument__name').all()",
            Position.all.sorted(by: { $0.instrument.name.ascending })
        ),
        objects(
            65,
            "models.position.query().sort_by('instrument').all()",
            Position.all.sorted(by: { $0.instrument.id.ascending })
        ),
    ]

    /// Values of fields, and queries by what others find.
    static let subQueries: [RecordedQuery] = [
        values(
            82,
            "models.position.query().get_field('instrument').all()",
            Position.all.values(of: \.instrument)
        ),
        objects(
            83,
            "models.instrument.filter(id=models.position.filter(fund=1).get_field('instrument'))"
                + ".all()",
            Instrument.filter {
                $0.id.in(Position.filter { $0.fund == Ref(1) }.values(of: \.instrument))
            }
        ),
        objects(
            115,
            "models.instrument.filter(ccy=models.fund.filter(name='alpha').get_field('ccy')).all()",
            Instrument.filter {
                $0.ccy.in(Fund.filter { $0.name == "alpha" }.values(of: \.ccy))
            }
        ),
        values(
            106,
            "models.position.query().where('this.size > 5', load_only=['size']).all()",
            Position.all.matching { $0.size > 5 }
        ),
        values(
            107,
            "models.position.filter(fund=1).where('this.size > 0').all()",
            Position.filter { $0.fund == Ref(1) }.matching { $0.size > 0 }
        ),
        objects(
            38,
            "models.position.filter(instrument=ins[1]).all()",
            Position.filter { $0.instrument == Ref(1) }
        ),
    ]

    /// Scenario 12.
    static let keys: [RecordedQuery] = [
        RecordedQuery(step: 11, python: "sorted(models.instrument.keys())") { database in
            var keys: [String] = []
            for try await key in database.keys(of: Instrument.self) {
                keys.append(String(decoding: key, as: UTF8.self))
            }
            return keys.sorted().recorded
        }
    ]
}
