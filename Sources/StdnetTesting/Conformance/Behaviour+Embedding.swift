import StdnetODM

extension Behaviour {
    private static let day = Day(daysSince1970: 15_340)
    private static let later = Day(daysSince1970: 15_341)

    private static func loans(in database: Database) async throws -> Ref<Author> {
        try await database.commit { session in
            let clerk = session.insert(Author(email: "c@x", name: "Clara"))
            session.insert(
                Loan(stamps: Stamps(entered: day, slip: 1, clerk: clerk), remarks: [])
            )
            session.insert(Loan(stamps: Stamps(entered: later, copies: 3)))
            return clerk
        }
    }

    /// What is embedded, and what is written as JSON.
    static let embedding: [Behaviour] = [
        inOffice("embedded fields are fields of the object, with their indexes") { database in
            let clerk = try await loans(in: database)
            try expect(
                try await database.hash("lib.library.loan:obj:1").keys.sorted(),
                equals: [
                    "clerk_id", "copies", "entered", "fee", "note", "remarks", "slip",
                    "state_code", "visits",
                ]
            )
            let questions: [(Query<Loan>, [Int])] = [
                (Loan.filter { $0.stamps.entered > day }, [2]),
                (Loan.filter { $0.stamps.slip == 1 }, [1]),
                (Loan.filter { $0.stamps.clerk == clerk }, [1]),
                (Loan.filter { $0.stamps.clerk == nil }, [2]),
                (Loan.filter { $0.stamps.clerk.name == "Clara" }, [1]),
                (Loan.scan { $0.stamps.copies > 1 }, [2]),
                (Loan.scan { $0.stamps.clerk.email.hasPrefix("c") }, [1]),
                (Loan.all.sorted(by: \.stamps.entered, .descending), [2, 1]),
            ]
            for (query, ids) in questions {
                try expect(try await database.fetch(query).map(\.id), equals: ids, "\(query)")
            }
            let included = try await database.fetch(Loan.all.including(\.stamps.clerk))
            try expect(included.map { $0[\.stamps.clerk]?.name }, equals: ["Clara", nil])
            try expect(included.map(\.stamps.copies), equals: [1, 3])
        },
        inOffice("embedded fields are updated one by one, and their rules are kept") { database in
            let clerk = try await loans(in: database)
            let all = try await database.fetch(Loan.all)
            var changed = all[1]
            changed.stamps.entered = day
            changed.stamps.slip = 1
            let taken = changed
            try await expectRejection(
                [
                    Violation(
                        model: "library.loan",
                        id: "2",
                        field: "slip",
                        rule: .unique(value: "1", owner: "1")
                    )
                ],
                by: database
            ) { $0.update(taken, from: all[1]) }
            changed.stamps.slip = 2
            let free = changed
            try await database.commit { $0.update(free, from: all[1]) }
            try expect(
                try await database.fetch(Loan.filter { $0.stamps.entered <= day }).map(\.id),
                equals: [1, 2]
            )
            try await database.commit { $0.delete(clerk) }
            try expect(try await database.fetch(Loan.all).map(\.stamps.clerk), equals: [nil, nil])
        },
        inOffice("embedded fields are asked for across references") { database in
            _ = try await loans(in: database)
            try await database.commit { session in
                let member = session.insert(Member(id: 1, card: "c", town: "T", age: 3))
                session.insert(Seat(member: member, room: "A", chair: 1, loan: Ref(1)))
                session.insert(Seat(member: member, room: "B", chair: 2, loan: Ref(2)))
                session.insert(Seat(member: member, room: "C", chair: 3))
            }
            try expect(
                try await database.fetch(Seat.filter { $0.loan.stamps.entered >= later })
                    .map(\.chair),
                equals: [2]
            )
            try expect(
                try await database.fetch(Seat.filter { $0.loan.stamps.clerk.name == "Clara" })
                    .map(\.chair),
                equals: [1]
            )
            try expect(
                try await database.fetch(Seat.scan { $0.loan.stamps.copies == 3 }).map(\.chair),
                equals: [2]
            )
        },
        inOffice("a property is written as the original's JSON, and read back") { database in
            let remarks = [
                Remark(text: "Ærø \"🎈\"\n", stars: 4.5),
                Remark(text: "", stars: 1e16, day: Day(daysSince1970: 15_399)),
            ]
            let loan = Loan(id: 1, stamps: Stamps(entered: day), remarks: remarks)
            try await database.commit { session in session.insert(loan) }
            try expect(
                try await database.hash("lib.library.loan:obj:1")["remarks"],
                equals: #"[{"text": "\u00c6r\u00f8 \"\ud83c\udf88\"\n", "stars": 4.5}, "#
                    + #"{"text": "", "stars": 1e+16, "day": {"__date__": 1330473600.0}}]"#
            )
            try expect(try await database.fetch(Loan.all), equals: [loan])
            var shorter = loan
            shorter.remarks.removeLast()
            let changed = shorter
            try await database.commit { $0.update(changed, from: loan) }
            try expect(try await database.fetch(Loan.all), equals: [changed])
            try expect(
                try await database.fetch(Loan.all.values(of: \.remarks)).map(\.value),
                equals: [changed.remarks]
            )
        },
        inOffice("JSON of another kind is not taken for a value") { database in
            try await database.commit { session in
                session.insert(Loan(stamps: Stamps(entered: day)))
            }
            _ = try await database.backend.run(
                RawCommand("HSET", "lib.library.loan:obj:1", "remarks", "[{\"text\": 1}]")
            )
            var failure: FetchFailure?
            do throws(FetchFailure) { _ = try await database.fetch(Loan.all) } catch {
                failure = error
            }
            guard case .undecodable(let row)? = failure else {
                throw BrokenPromise(description: "\(failure.map { "\($0)" } ?? "nothing") thrown")
            }
            try expect(row.field, equals: "remarks")
        },
    ]
}
