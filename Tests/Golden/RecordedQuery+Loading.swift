import StdnetODM

// What is loaded of objects, and with them.
extension RecordedQuery {
    /// A selection of which each answer is put as it was recorded.
    private static func loaded<Root, Output>(
        _ step: Int,
        _ python: String,
        _ selection: Selection<Root, Output>,
        _ record: @escaping @Sendable (Output) -> JSONResult
    ) -> RecordedQuery {
        RecordedQuery(step: step, python: python) { database in
            .list(try await database.fetch(selection).map(record))
        }
    }

    private static func instrument(_ fields: (id: Int, ccy: String)) -> JSONResult {
        .object(["id": fields.id, "ccy": fields.ccy])
    }

    /// Some fields of objects.
    private static let partly: [RecordedQuery] = [
        loaded(
            86,
            "models.instrument.query().load_only('id').all()",
            Instrument.all.values(of: \.id)
        ) { (id: Int) in JSONResult.object(["id": id]) },
        loaded(
            88,
            "models.instrument.query().dont_load('description','ccy').all()",
            Instrument.all.values(of: \.id, \.name, \.type)
        ) { (id: Int, name: String, type: String) in
            JSONResult.object(["id": id, "name": name, "type": type])
        },
    ]

    private static let withInstruments = loaded(
        89,
        "models.position.query().load_related('instrument').all()",
        Position.all.including(\.instrument)
    ) { found in
        let instrument: Instrument = found.instrument
        return found.base.recorded.with("instrument", instrument.recorded)
    }

    private static let withCurrencies = loaded(
        90,
        "models.position.query().load_related('instrument','ccy').all()",
        Position.all.including(\.instrument) { $0.values(of: \.id, \.ccy) }
    ) { found in
        let fields: (Int, String) = found.instrument
        return found.base.recorded.with("instrument", instrument(fields))
    }

    private static let withIDs = loaded(
        91,
        "models.position.query().load_related('instrument','id').all()",
        Position.all.including(\.instrument) { $0.values(of: \.id) }
    ) { found in
        let id: Int = found.instrument
        return found.base.recorded.with("instrument", JSONResult.object(["id": id]))
    }

    private static let withBoth = loaded(
        92,
        "models.position.query().load_related('instrument').load_related('fund','name').all()",
        Position.all.including(\.instrument).including(\.fund) { $0.values(of: \.id, \.name) }
    ) { found in
        let instrument: Instrument = found.base.instrument
        let fund: (Int, String) = found.fund
        return found.base.base.recorded.with("instrument", instrument.recorded)
            .with("fund", JSONResult.object(["id": fund.0, "name": fund.1]))
    }

    private static let currencies = loaded(
        93,
        "models.position.query().load_only('instrument__ccy').all()",
        Position.all.values(of: \.id).including(\.instrument) { $0.values(of: \.id, \.ccy) }
    ) { found in
        let fields: (Int, String) = found.instrument
        return JSONResult.object(["id": found.base, "instrument_id": fields.0])
            .with("instrument", instrument(fields))
    }

    private static let sizesAndCurrencies = loaded(
        94,
        "models.position.query().load_only('size','instrument__ccy').all()",
        Position.all.values(of: \.id, \.size)
            .including(\.instrument) { $0.values(of: \.id, \.ccy) }
    ) { found in
        let fields: (Int, String) = found.instrument
        let (id, size): (Int, Double) = found.base
        return JSONResult.object(["id": id, "size": size, "instrument_id": fields.0])
            .with("instrument", instrument(fields))
    }

    /// Scenario 01.
    static let loadedParts =
        partly + [
            withInstruments, withCurrencies, withIDs, withBoth, currencies, sizesAndCurrencies,
        ]

    private static let withDocuments = loaded(
        25,
        "models.feed.query().load_related('live').all()",
        Feed.all.including(\.live)
    ) { found in
        let document: Doc? = found.live
        guard let document else { return found.base.recorded }
        return found.base.recorded.with("live", document.recorded)
    }

    private static let dangling = loaded(
        31,
        "[f.live for f in models.feed.query().sort_by('id').all()]",
        Feed.all.sorted(by: \.id).including(\.live)
    ) { found in
        let document: Doc? = found.live
        return document.recorded
    }

    /// Scenario 04: documents whole, and with what refers to them.
    static let documents: [RecordedQuery] = [
        objects(2, "models.doc.query().all()", Doc.all), withDocuments, dangling,
        RecordedQuery(step: 28, python: "models.feed.filter(name='f4').all()[0].live") { database in
            try await database.only(Feed.filter { $0.name == "f4" }).live.recorded
        },
        RecordedQuery(
            step: 23,
            python: "models.feed.query().sort_by('live__name').all()",
            otherwise: Otherwise(entry: "Q9", ids: [4, 1, 2, 3])
        ) { database in
            let query = Feed.all.sorted(by: { $0.live.name.ascending })
            return try await database.fetch(query).map(\.id).recorded
        },
    ]
}

extension JSONResult {
    /// An object with another that was loaded with it.
    fileprivate func with(_ reference: String, _ related: JSONResult) -> JSONResult {
        guard case .object(var fields) = self else { return self }
        fields["__related__" + reference] = related
        return .object(fields)
    }
}

extension Doc: Recordable {
    var recorded: JSONResult {
        .object(["id": id, "name": name, "data": JSONValue.object(data)])
    }
}
