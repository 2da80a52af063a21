import StdnetODM

extension RecordedStep {
    /// Scenario 04: references that may be absent, or lead nowhere.
    static let optionalReferences: [RecordedStep] = [
        RecordedStep(19) { database in
            let feeds: [(String, Int?, Int?)] = [
                ("f1", 1, 2), ("f2", 2, nil), ("f3", 3, 3), ("f4", nil, nil),
            ]
            try await database.commit { session in
                for (name, live, previous) in feeds {
                    session.insert(
                        Feed(
                            name: name,
                            live: live.map { Ref($0) },
                            prev: previous.map { Ref($0) }
                        )
                    )
                }
            }
        },
        RecordedStep(29) { database in
            let old = try await database.only(Feed.filter { $0.name == "f1" })
            var new = old
            new.prev = nil
            let changed = new
            try await database.commit { session in
                session.update(changed, from: old)
            }
        },
        RecordedStep(30) { try await $0.delete(Doc.filter { $0.name == "d3" }) },
    ]
}
