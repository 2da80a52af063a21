import StdnetODM

extension RecordedStep {
    /// Scenario 04: JSON with a field for each leaf; references that may be absent, or lead nowhere.
    static let optionalReferences: [RecordedStep] = [
        RecordedStep(0) { database in
            // The original loses `empty: {}` of the third; here it would be a leaf.
            let data: [JSONObject] = [
                ["pv": ["": 0.5, "mean": 1, "std": 3.5]],
                [
                    "pv": ["": -2, "mean": 10, "std": 1.5], "tag": "hello",
                    "lst": [1, 2, ["a": 1]], "deep": ["a": ["b": ["c": "x"]]], "none": nil,
                    "flag": true, "when": .day(Day(daysSince1970: 15_399)), "uni": "é",
                ],
                ["pv": 7], [:],
            ]
            try await database.commit { session in
                for (place, data) in data.enumerated() {
                    session.insert(Doc(name: "d\(place + 1)", data: data))
                }
            }
        },
        RecordedStep(17) { database in
            let old = try await database.only(Doc.filter { $0.name == "d2" })
            var new = old
            new.data = ["only": 1]
            let changed = new
            try await database.commit { session in session.update(changed, from: old) }
        },
        RecordedStep(18) { database in
            try await database.commit { session in
                session.merge(["pv": 9], into: \.data, of: Ref<Doc>(1))
            }
        },
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
