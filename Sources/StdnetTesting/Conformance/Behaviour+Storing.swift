import StdnetODM

extension Behaviour {
    /// A story over models that say how they are stored.
    static func inOffice(
        _ title: String,
        _ story: @escaping @Sendable (Database) async throws -> Void
    ) -> Behaviour {
        Behaviour(title) { backend in try await story(try Database.office(backend)) }
    }

    private static let day = Day(daysSince1970: 15_340)

    /// How properties are stored.
    static let storing: [Behaviour] = [
        inOffice("a property is stored, indexed and found under the name that it is given") {
            database in
            try await database.commit { session in
                session.insert(Loan(state: "open", reader: Ref(7), stamps: Stamps(entered: day)))
                session.insert(Loan(state: "lost", stamps: Stamps(entered: day)))
            }
            try expect(
                try await database.hash("lib.library.loan:obj:1"),
                equals: [
                    "state_code": "open", "fee": "0.5", "note": "", "visits": "0", "reader": "7",
                    "entered": "1325376000", "copies": "1", "remarks": "[]",
                ]
            )
            try expect(
                try await database.members("lib.library.loan:idx:state_code:lost"),
                equals: ["2"]
            )
            try expect(try await database.members("lib.library.loan:idx:reader:7"), equals: ["1"])
            try expect(
                try await database.fetch(Loan.filter { $0.state == "lost" }).map(\.id),
                equals: [2]
            )
            try expect(
                try await database.fetch(Loan.all.sorted(by: \.state).values(of: \.state)),
                equals: ["lost", "open"]
            )
        },
        inOffice("what a model says of its fields is in its description") { database in
            try await database.commit { session in
                session.insert(Loan(stamps: Stamps(entered: day)))
            }
            let json = try await database.backend.run(
                RawCommand("HGET", "lib.stdnet:schema", "library.loan")
            )
            let schema = try ModelSchema(json: json.bytes ?? [], model: "library.loan")
            try expect(schema, equals: Loan.schema)
            try expect(schema.fields.filter(\.isHidden).map(\.name), equals: ["note"])
            try expect(schema.fields.filter(\.isCached).map(\.name), equals: ["total", "visits"])
            try expect(schema.fields.compactMap(\.formerly), equals: ["due", "cost"])
            try expect(schema[field: "remarks"]?.kind, equals: .json)
            try expect(schema[field: "reader"]?.reference?.onDelete, equals: .keep)
        },
        inOffice("what was stored under a former name is read, and written under the present one") {
            database in
            let backend = database.backend
            try await database.commit { session in
                session.insert(Loan(due: day, fee: 3, stamps: Stamps(entered: day)))
                session.insert(Loan(due: day, fee: 2, stamps: Stamps(entered: day)))
            }
            let key = "lib.library.loan:obj:1"
            _ = try await backend.run(RawCommand("HDEL", key, "due_day", "fee"))
            _ = try await backend.run(RawCommand("HSET", key, "due", "0", "cost", "7.5"))

            guard let old = try await database.fetch(Ref<Loan>(1)) else { throw missing("loan 1") }
            try expect(old.due, equals: Day(daysSince1970: 0))
            try expect(old.fee, equals: 7.5)
            try expect(
                try await database.fetch(Loan.all.values(of: \.fee, \.id, \.due)).map(\.0),
                equals: [7.5, 2]
            )
            try expect(try await database.fetch(Loan.all.values(of: \.fee)), equals: [7.5, 2])
            try expect(
                try await database.fetch(Loan.all.sorted(by: \.fee).values(of: \.fee)),
                equals: [2, 7.5]
            )
            let scans: [(Query<Loan>, [Int])] = [
                (Loan.scan { $0.fee > 3 }, [1]), (Loan.scan { $0.fee == 7.5 }, [1]),
                (Loan.scan { $0.fee != 7.5 }, [2]), (Loan.scan { $0.due == nil }, []),
                (Loan.scan { $0.due != nil && $0.fee < 8 }, [1, 2]),
                (Loan.filter { $0.state == "open" }.scan { $0.fee >= 7.5 }, [1]),
            ]
            for (query, ids) in scans {
                try expect(try await database.fetch(query).map(\.id), equals: ids, "\(query)")
            }

            var loan = old
            loan.note = "read"
            let noted = loan
            try await database.commit { $0.update(noted, from: old) }
            try expect(
                try await database.hash(key)["cost"],
                equals: "7.5",
                "not written, not moved"
            )
            loan.fee = 8
            loan.due = nil
            let paid = loan
            try await database.commit { $0.update(paid, from: noted) }
            let fields = try await database.hash(key)
            try expect(
                [fields["fee"], fields["cost"], fields["due"], fields["due_day"]],
                equals: ["8.0", nil, nil, nil]
            )
            try expect(try await database.fetch(Ref<Loan>(1)), equals: paid)

            _ = try await backend.run(RawCommand("HSET", key, "due", "0"))
            try await database.commit { session in session.save(paid) }
            try expect(try await database.fetch(Ref<Loan>(1)), equals: paid)
        },
        inOffice("an absent field reads as the initial value of its property") { database in
            try await database.commit { session in
                session.insert(
                    Loan(
                        state: "lost",
                        fee: 3,
                        visits: 9,
                        stamps: Stamps(entered: day, copies: 4),
                        remarks: [Remark(text: "x")]
                    )
                )
            }
            let key = "lib.library.loan:obj:1"
            _ = try await database.backend.run(
                RawCommand("HDEL", key, "state_code", "fee", "copies", "remarks")
            )
            // The original writes some absent numbers as an empty text.
            _ = try await database.backend.run(RawCommand("HSET", key, "visits", ""))
            try expect(
                try await database.fetch(Loan.all),
                equals: [Loan(id: 1, note: "", stamps: Stamps(entered: day))]
            )
            let values = try await database.fetch(
                Loan.all.values(of: \.state, \.visits, \.stamps.copies)
            )
            try expect(values.map(\.0), equals: ["open"])
            try expect(values.map(\.1), equals: [0])
            try expect(values.map(\.2), equals: [1])
            try expect(try await database.fetch(Loan.all.values(of: \.fee)), equals: [0.5])

            _ = try await database.backend.run(RawCommand("HSET", key, "visits", "often"))
            var failure: FetchFailure?
            do throws(FetchFailure) { _ = try await database.fetch(Loan.all) } catch {
                failure = error
            }
            guard case .undecodable(let row)? = failure else {
                throw BrokenPromise(description: "\(failure.map { "\($0)" } ?? "nothing") thrown")
            }
            try expect(row.field, equals: "visits")
        },
        inOffice("cached fields are cleared, and nothing else") { database in
            let loan = Loan(
                id: 1,
                state: "lost",
                total: 5,
                visits: 9,
                stamps: Stamps(entered: day, slip: 3)
            )
            try await database.commit { session in session.insert(loan) }
            try await database.commit { session in session.clearCache(of: Ref<Loan>(1)) }
            var cleared = loan
            cleared.total = nil
            cleared.visits = 0
            try expect(try await database.fetch(Loan.all), equals: [cleared])
            try expect(
                try await database.hash("lib.library.loan:obj:1").keys.sorted(),
                equals: ["copies", "entered", "fee", "note", "remarks", "slip", "state_code"]
            )
            try await expectRejection(
                [
                    Violation(model: "library.loan", id: "2", field: nil, rule: .missingObject)
                ],
                by: database
            ) { session in
                session.clearCache(of: Ref<Loan>(2))
                session.clearCache(of: Ref<Member>(2))
            }
        },
    ]
}
