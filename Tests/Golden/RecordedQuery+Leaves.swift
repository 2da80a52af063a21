import StdnetODM

// Scenario 04: scans and orders by the leaves of JSON.
extension RecordedQuery {
    /// Scans and orders by leaves, also of what is referred to.
    static let leaves: [RecordedQuery] = [
        objects(
            4,
            "models.doc.filter(data__pv__gt=0).all()",
            Doc.scan { $0.data.number(at: "pv") > 0 }
        ),
        objects(
            5,
            "models.doc.filter(data__pv__mean__gt=1).all()",
            Doc.scan { $0.data.number(at: "pv", "mean") > 1 }
        ),
        objects(
            6,
            "models.doc.filter(data__tag__startswith='\"he').all()",
            Doc.scan { $0.data.text(at: "tag").hasPrefix("he") }
        ),
        objects(
            8,
            "models.doc.query().sort_by('data__pv').all()",
            Doc.all.sorted(by: { $0.data.number(at: "pv").ascending })
        ),
        objects(
            9,
            "models.doc.query().sort_by('-data__pv__std').all()",
            Doc.all.sorted(by: { $0.data.number(at: "pv", "std").descending })
        ),
        objects(
            21,
            "models.feed.filter(live__data__pv__gt=0).all()",
            Feed.scan { $0.live.data.number(at: "pv") > 0 }
        ),
        RecordedQuery(
            step: 24,
            python: "models.feed.query().sort_by('-live__data__pv').all()",
            otherwise: Otherwise(entry: "Q9", ids: [1, 3, 4, 2])
        ) { database in
            let query = Feed.all.sorted(by: { $0.live.data.number(at: "pv").descending })
            return try await database.fetch(query).map(\.id).recorded
        },
    ]
}
