import StdnetODM

extension Behaviour {
    private static let shift = CompositeID(Ref<Reader>(1), Ref<Desk>("N"))

    private static func atDesk(
        _ title: String,
        _ story: @escaping @Sendable (Database) async throws -> Void
    ) -> Behaviour {
        Behaviour(title) { backend in
            let database = try Database.clubhouse(backend)
            try await database.insert(Desk(code: "N", floor: 1))
            try await story(database)
        }
    }

    /// Ids that are made of several properties, one of which is only planned.
    static let compositions: [Behaviour] = [
        atDesk("an id is made of a number that the same commit gives") { database in
            var session = Session()
            let reader = session.insert(Reader(name: "ann"))
            let planned = session.insert(Shift(reader: reader, desk: Ref("N"), hours: 3))
            let receipt = try await database.commit(session)
            try expect(receipt.resolve(planned).id, equals: shift)
            try expect(receipt.isNew(planned), equals: nil)
            try expect(
                try await database.fetch(receipt.resolve(planned)),
                equals: Shift(reader: Ref(1), desk: Ref("N"), hours: 3)
            )
            try expect(
                try await database.fetch(Shift.filter { $0.hours > 2 }).map(\.reader),
                equals: [Ref(1)]
            )
        },
        atDesk("what is planned under such an id is one object") { database in
            var session = Session()
            let reader = session.insert(Reader(name: "ann"))
            let first = Shift(reader: reader, desk: Ref("N"), hours: 3)
            let second = Shift(reader: reader, desk: Ref("N"), hours: 5)
            session.insert(first)
            let planned = session.save(second)
            session.insert(Incident(shift: Ref(shift ?? CompositeID(text: "none")), number: 1))
            let receipt = try await database.commit(session)
            try expect(try await database.all(Shift.self).map(\.hours), equals: [5])
            try expect(receipt.resolve(planned).id, equals: shift)
            try await expectRejection(
                [Violation(model: "library.shift", id: nil, field: nil, rule: .existingObject)],
                by: database
            ) { session in
                let reader = session.insert(Reader(name: "bob"))
                session.insert(Shift(reader: reader, desk: Ref("N"), hours: 3))
                session.insert(Shift(reader: reader, desk: Ref("N"), hours: 4))
            }
        },
        atDesk("an upsert that finds its object gives the id of one that may be there") {
            database in
            try await database.commit { session in
                let reader = session.insert(Reader(name: "ann"))
                session.insert(Shift(reader: reader, desk: Ref("N"), hours: 3))
            }
            try await expectRejection(
                [
                    Violation(
                        model: "library.shift",
                        id: shift?.text,
                        field: nil,
                        rule: .existingObject
                    )
                ],
                by: database
            ) { session in
                let reader = session.upsert(Reader(name: "ann"), on: \.name)
                session.insert(Shift(reader: reader, desk: Ref("N"), hours: 4))
            }
            try await database.commit { session in
                let reader = session.upsert(Reader(name: "ann"), on: \.name)
                session.save(Shift(reader: reader, desk: Ref("N"), hours: 5))
            }
            try expect(try await database.all(Shift.self).map(\.hours), equals: [5])
            try await database.commit { session in
                let reader = session.upsert(Reader(name: "ann"), on: \.name)
                session.delete(Shift.filter { $0.hours == 5 })
                session.insert(Shift(reader: reader, desk: Ref("N"), hours: 6))
            }
            try expect(try await database.all(Shift.self).map(\.hours), equals: [6])
        },
        atDesk("two references that turn out to be one object give one id") { database in
            try await database.insert(Reader(name: "ann"))
            try await expectRejection(
                [
                    Violation(
                        model: "library.shift",
                        id: shift?.text,
                        field: nil,
                        rule: .existingObject
                    )
                ],
                by: database
            ) { session in
                let reader = session.upsert(Reader(name: "ann"), on: \.name)
                session.save(Shift(reader: reader, desk: Ref("N"), hours: 4))
                session.save(Shift(reader: Ref(1), desk: Ref("N"), hours: 5))
            }
        },
        atDesk("an id is not made of one that is made itself") { database in
            let rule = Violation.Rule.invalidID(
                "the id can't be made: the id of what it refers to is made by the commit too"
            )
            try await expectRejection(
                [Violation(model: "library.incident", id: nil, field: nil, rule: rule)],
                by: database
            ) { session in
                let reader = session.insert(Reader(name: "ann"))
                let shift = session.insert(Shift(reader: reader, desk: Ref("N"), hours: 3))
                session.insert(Incident(shift: shift, number: 1))
            }
            try await database.commit { session in
                session.insert(Reader(name: "ann"))
                let shift = session.insert(Shift(reader: Ref(1), desk: Ref("N"), hours: 3))
                session.insert(Incident(shift: shift, number: 1))
            }
            try expect(
                try await database.all(Incident.self).map(\.shift.id),
                equals: [shift]
            )
        },
        atDesk("an id is not made of an object that was taken back") { database in
            try await expectRejection(
                [
                    Violation(
                        model: "library.shift",
                        id: nil,
                        field: nil,
                        rule: .foreignReference
                    )
                ],
                by: database
            ) { session in
                let reader = session.insert(Reader(name: "ann"))
                session.insert(Shift(reader: reader, desk: Ref("N"), hours: 4))
                session.delete(reader)
            }
        },
    ]
}
