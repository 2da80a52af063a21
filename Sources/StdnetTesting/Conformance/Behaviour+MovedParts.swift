import StdnetODM

extension Behaviour {
    private static func inClubhouse(
        _ title: String,
        _ story: @escaping @Sendable (Database) async throws -> Void
    ) -> Behaviour {
        Behaviour(title) { backend in
            try await story(try Database.clubhouse(backend))
        }
    }

    /// Two readers, two desks, three shifts, two incidents, and links.
    private static func furnish(
        _ database: Database,
        readers: (Int, Int),
        desks: (String, String)
    ) async throws {
        try await database.commit { session in
            session.insert(Club(id: 1, name: "chess"))
            session.insert(Reader(id: readers.0, name: "ann"))
            session.insert(Reader(id: readers.1, name: "bob"))
            session.insert(Desk(code: desks.0, floor: 1))
            session.insert(Desk(code: desks.1, floor: 2))
            let (ann, bob) = (Ref<Reader>(readers.0), Ref<Reader>(readers.1))
            let (north, south) = (Ref<Desk>(desks.0), Ref<Desk>(desks.1))
            let shift = session.insert(Shift(reader: ann, desk: north, hours: 1))
            session.insert(Shift(reader: ann, desk: south, hours: 2))
            let other = session.insert(Shift(reader: bob, desk: north, hours: 3))
            session.insert(Incident(shift: shift, number: 1))
            session.insert(Incident(shift: other, number: 1))
            session.insert(Lesson(id: 1, teacher: ann, pupil: bob))
            session.add(Ref<Club>(1), to: ann[\.clubs])
            session.add(bob, to: ann[\.follows])
            session.add(ann, to: bob[\.follows])
        }
    }

    /// Moves objects of ``furnish(_:readers:desks:)``, and compares with objects that were there all along.
    private static func moving(
        _ title: String,
        readers: (Int, Int),
        desks: (String, String)
    ) -> Behaviour {
        inClubhouse(title) { database in
            try await furnish(database, readers: (1, 2), desks: ("N", "S"))
            try await database.commit { session in
                for (old, new, name) in [(1, readers.0, "ann"), (2, readers.1, "bob")]
                where old != new {
                    session.update(
                        Reader(id: new, name: name),
                        from: Reader(id: old, name: name)
                    )
                }
                for (old, new, floor) in [("N", desks.0, 1), ("S", desks.1, 2)] where old != new {
                    session.update(
                        Desk(code: new, floor: floor),
                        from: Desk(code: old, floor: floor)
                    )
                }
            }
            let moved = try await KeyspaceDump(of: database.backend)
            try await database.flush()
            try await furnish(database, readers: readers, desks: desks)
            let expected = try await KeyspaceDump(of: database.backend)

            try expect(moved.difference(from: expected), equals: [])
        }
    }

    /// Objects whose ids are made of those of others that get other ids.
    static let movedParts: [Behaviour] = [
        moving(
            "an id that is made of a reference changes with what it refers to",
            readers: (7, 2),
            desks: ("N", "S")
        ),
        moving(
            "two objects exchange their ids, and with them what is made of these",
            readers: (2, 1),
            desks: ("N", "S")
        ),
        moving(
            "all parts of an id move in one commit",
            readers: (2, 1),
            desks: ("S", "West")
        ),
        inClubhouse("links that moved along are found and end") { database in
            try await furnish(database, readers: (1, 2), desks: ("N", "S"))
            try await database.commit {
                $0.update(Reader(id: 7, name: "ann"), from: Reader(id: 1, name: "ann"))
            }
            let ann = Ref<Reader>(7)
            try await database.commit { $0.add(Ref<Club>(1), to: ann[\.clubs]) }
            try expect(try await database.fetch(ann[\.clubs].all).map(\.name), equals: ["chess"])
            try await database.commit { $0.remove(Ref<Club>(1), from: ann[\.clubs]) }
            try expect(try await database.fetch(ann[\.clubs].all).count, equals: 0)
            guard let id = CompositeID(ann, Ref<Desk>("N")) else { return }
            try expect(try await database.fetch(Ref<Shift>(id))?.hours, equals: 1)
        },
        inClubhouse("an object does not move along onto another") { database in
            try await furnish(database, readers: (1, 2), desks: ("N", "S"))
            guard let id = CompositeID(Ref<Reader>(7), Ref<Desk>("N")) else { return }
            // Left over where no reader is any more.
            let key = "lib.library.shift:id"
            _ = try await database.backend.run(RawCommand("SADD", key, id.text))
            try await expectRejection(
                [Violation(model: "library.shift", id: id.text, field: nil, rule: .existingObject)],
                by: database
            ) { $0.update(Reader(id: 7, name: "ann"), from: Reader(id: 1, name: "ann")) }
        },
        inClubhouse("what is a part of an id that Python made does not move") { database in
            try await furnish(database, readers: (1, 2), desks: ("N", "S"))
            try await database.commit { $0.add(Ref<Club>(1), to: Ref<Reader>(1)[\.former]) }
            guard let id = CompositeID(Ref<Reader>(1), Ref<Club>(1), by: .python27) else { return }
            try await expectRejection(
                [
                    Violation(
                        model: "library.reader",
                        id: "1",
                        field: nil,
                        rule: .partOfID(model: "library.former", id: id.text)
                    )
                ],
                by: database
            ) { $0.update(Reader(id: 7, name: "ann"), from: Reader(id: 1, name: "ann")) }
            try await database.commit {
                $0.update(Reader(id: 8, name: "bob"), from: Reader(id: 2, name: "bob"))
            }
        },
    ]
}
