import StdnetODM

extension Behaviour {
    private static let member = Member(id: 1, card: "c", town: "T", age: 3)

    /// References that may lead nowhere, and ids of several parts.
    static let identities: [Behaviour] = [
        inOffice("a reference that is kept is not checked, and leads nowhere when its target goes")
        {
            database in
            let stamps = Stamps(entered: Day(daysSince1970: 1))
            try await database.commit { session in
                let reader = session.insert(member)
                session.insert(Loan(reader: reader, stamps: stamps))
                session.insert(Loan(reader: Ref(99), stamps: stamps))
            }
            try expect(
                try await database.fetch(Loan.filter { $0.reader.town == "T" }).map(\.id),
                equals: [1]
            )
            try expect(try await database.delete(Member.all), equals: 1)
            try expect(try await database.fetch(Loan.all).map(\.reader), equals: [Ref(1), Ref(99)])
            try expect(try await database.members("lib.library.loan:idx:reader:1"), equals: ["1"])
            let included = try await database.fetch(Loan.all.including(\.reader))
            try expect(included.map { $0.reader == nil }, equals: [true, true])
            try expect(
                try await database.fetch(Loan.filter { $0.reader.town == "T" }).count,
                equals: 0
            )
            try expect(
                try await database.fetch(Loan.filter { $0.reader == Ref(1) }).map(\.id),
                equals: [1]
            )
            try expect(try await database.delete(Loan.all), equals: 2)
        },
        inOffice("a reference that is kept gets the id of an object of the same session") {
            database in
            let (reader, loan) = try await database.commit { session in
                let reader = session.insert(Member(card: "c", town: "T", age: 3))
                let stamps = Stamps(entered: Day(daysSince1970: 1))
                return (reader, session.insert(Loan(reader: reader, stamps: stamps)))
            }
            try expect(try await database.fetch(loan)?.reader, equals: reader)
        },
        inOffice("several properties together are an id, and are fields as well") { database in
            try await database.commit { session in
                session.insert(member)
                session.insert(Seat(member: Ref(1), room: "A", chair: 4))
                session.insert(Seat(member: Ref(1), room: "B", chair: 5))
            }
            // SHA-1 of "1:1,1:A,".
            let id = CompositeID(text: "d18e7d0011b9e0cd56f9433368dd81b9e8508bdf")
            try expect(CompositeID(Ref<Member>(1), "A"), equals: id)
            try expect(
                try await database.hash("lib.library.seat:obj:\(id)"),
                equals: ["member_id": "1", "room": "A", "chair": "4"]
            )
            try expect(
                try await database.members("lib.library.seat:idx:room:A"),
                equals: [id.text]
            )
            try expect(try await database.fetch(Ref<Seat>(id))?.chair, equals: 4)
            try expect(
                try await database.fetch(Seat.filter { $0.id == id }).map(\.room),
                equals: ["A"]
            )
            let old = Seat(member: Ref(1), room: "A", chair: 4)
            var moved = old
            moved.chair = 6
            let changed = moved
            try await database.commit { $0.update(changed, from: old) }
            try expect(try await database.fetch(Ref<Seat>(id))?.chair, equals: 6)
            try await database.commit { $0.delete(Seat(member: Ref(1), room: "B", chair: 0)) }
            try expect(try await database.fetch(Seat.all).map(\.chair), equals: [6])
            try await database.commit { $0.delete(Ref<Member>(1)) }
            try expect(try await database.count(Seat.all), equals: 0)
        },
        inOffice("an object with the same parts is the same object") { database in
            let seat = Seat(member: Ref(1), room: "A", chair: 4)
            try await database.commit { session in
                session.insert(member)
                session.insert(seat)
            }
            let id = seat.storedID?.text
            try await expectRejection(
                [
                    Violation(model: "library.seat", id: id, field: nil, rule: .existingObject)
                ],
                by: database
            ) { $0.insert(Seat(member: Ref(1), room: "A", chair: 9)) }
            try await database.commit { $0.save(Seat(member: Ref(1), room: "A", chair: 9)) }
            try expect(try await database.fetch(Seat.all).map(\.chair), equals: [9])
        },
        inOffice("an object moves when a part of its id changes") { database in
            let seat = Seat(member: Ref(1), room: "A", chair: 4)
            try await database.commit { session in
                session.insert(member)
                session.insert(seat)
            }
            var other = seat
            other.room = "B"
            let moved = other
            try await database.commit { $0.update(moved, from: seat) }
            try expect(try await database.fetch(Seat.all), equals: [moved])
            try expect(
                try await database.members("lib.library.seat:id"),
                equals: [moved.storedID?.text ?? ""]
            )
            try expect(try await database.members("lib.library.seat:idx:room:A"), equals: [])
            try expect(
                try await database.fetch(Ref<Seat>(moved.storedID ?? CompositeID(text: "")))?.room,
                equals: "B"
            )
        },
        inOffice("ids are those that Python 2.7 made of the same parts, where that is asked for") {
            database in
            try await database.commit { session in
                session.insert(Word(first: "apple", second: "bible"))
                session.insert(Word(first: "apple", second: "koran", count: 3))
            }
            try expect(
                try await database.members("lib.library.word:id"),
                equals: ["1156378861340916607", "3518496833421467782"]
            )
            let koran = Ref<Word>(CompositeID(text: "3518496833421467782"))
            try expect(try await database.fetch(koran)?.count, equals: 3)
        },
    ]
}
