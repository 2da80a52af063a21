import StdnetODM

extension Behaviour {
    private static let (ann, bob, cid) = (Ref<Reader>(1), Ref<Reader>(2), Ref<Reader>(3))
    private static let (chess, poetry) = (Ref<Club>(1), Ref<Club>(2))

    /// A story about three readers, two clubs and two desks; Ann is in both clubs, Bob reads poetry.
    private static func inClubhouse(
        _ title: String,
        _ story: @escaping @Sendable (Database) async throws -> Void
    ) -> Behaviour {
        Behaviour(title) { backend in
            let database = try Database.clubhouse(backend)
            try await database.commit { session in
                let readers = ["ann", "bob", "cid"].map { session.insert(Reader(name: $0)) }
                let clubs = ["chess", "poetry"].map { session.insert(Club(name: $0)) }
                session.insert(Desk(code: "N", floor: 1))
                session.insert(Desk(code: "S", floor: 2))
                session.add(contentsOf: clubs, to: readers[0][\.clubs])
                session.add(clubs[1], to: readers[1][\.clubs])
            }
            try await story(database)
        }
    }

    /// Objects that are linked, many with many.
    static let links: [Behaviour] = [
        inClubhouse("objects are linked from both ends, new ones in the session that makes them") {
            database in
            try expect(try await database.names(ann[\.clubs].all), equals: ["chess", "poetry"])
            try expect(
                try await database.names(bob[\.clubs].filter { $0.name == "chess" }),
                equals: []
            )
            let loaded = try await database.get(Reader.self, 1)
            try expect(try await database.count(loaded.clubs.all), equals: 2)
            let members = try await database.fetch(poetry.linked(\Reader.Fields.clubs))
            try expect(members.map(\.name), equals: ["ann", "bob"])
            try expect(
                try await database.names(Reader(name: "nobody").clubs.all),
                equals: [],
                "the clubs of an object that is not stored"
            )
        },
        inClubhouse("queries ask for links") { database in
            func names(_ query: Query<Reader>) async throws -> [String] {
                try await database.fetch(query).map(\.name)
            }
            try expect(
                try await names(Reader.filter { $0.clubs.contains(chess) }),
                equals: ["ann"]
            )
            try expect(
                try await names(Reader.filter { $0.clubs.contains(anyOf: [chess, poetry]) }),
                equals: ["ann", "bob"]
            )
            try expect(
                try await names(
                    Reader.filter { $0.clubs.contains(Club.filter { $0.name == "poetry" }) }
                ),
                equals: ["ann", "bob"]
            )
            try expect(try await names(Reader.filter { $0.clubs.isEmpty }), equals: ["cid"])
            try expect(
                try await names(Reader.exclude { $0.clubs.contains(chess) }),
                equals: ["bob", "cid"]
            )
            try expect(
                try await names(
                    Reader.filter { $0.clubs.contains(poetry) && !$0.clubs.contains(chess) }
                ),
                equals: ["bob"]
            )
            try expect(
                try await database.count(Reader.filter { $0.clubs.contains(poetry) }),
                equals: 2
            )
        },
        inClubhouse("what several objects are linked with is loaded together") { database in
            let readers = try await database.all(Reader.self)
            let clubs = try await database.linked(\.clubs, of: readers + [Reader(name: "new")])
            try expect(
                clubs.map { $0.map(\.name) },
                equals: [["chess", "poetry"], ["poetry"], [], []]
            )
            let none = try await database.linked(\Reader.Fields.clubs, of: [])
            try expect(none.count, equals: 0)
        },
        inClubhouse("links end one by one, all together, and with either end") { database in
            let links = "lib.base.reader_club:id"
            try await database.commit { $0.remove(chess, from: ann[\.clubs]) }
            try await database.commit { $0.remove(chess, from: ann[\.clubs]) }
            try expect(try await database.members(links).count, equals: 2)
            try await database.delete(poetry)
            try expect(try await database.members(links), equals: [])
            try await database.commit { session in
                session.add(chess, to: ann[\.clubs])
                session.add(chess, to: bob[\.clubs])
                session.add(chess, to: cid[\.clubs])
            }
            try await database.delete(bob)
            try await database.commit { $0.removeAll(from: cid[\.clubs]) }
            try expect(
                try await database.fetch(chess.linked(\Reader.Fields.clubs)).map(\.name),
                equals: ["ann"]
            )
            let left = try await KeyspaceDump(of: database.backend).keys
                .map { String(decoding: $0, as: UTF8.self) }
                .filter { $0.hasPrefix("lib.base.") && $0.contains(":idx:") }
            try expect(
                left,
                equals: ["club_id:1", "reader_id:1"].map { "lib.base.reader_club:idx:\($0)" }
            )
        },
        inClubhouse("a link that is there is there once") { database in
            let before = try await KeyspaceDump(of: database.backend)
            try await database.commit { session in
                session.add(poetry, to: bob[\.clubs])
                session.add(poetry, to: bob[\.clubs])
                session.add(poetry, to: cid[\.clubs])
                session.remove(poetry, from: cid[\.clubs])
            }
            let after = try await KeyspaceDump(of: database.backend)
            try expect(after.difference(from: before), equals: [])
        },
        inClubhouse("a link of a planned object ends as others do, stored or not") { database in
            let before = try await KeyspaceDump(of: database.backend)
            try await database.commit { session in
                let bob = session.upsert(Reader(name: "bob"), on: \.name)
                session.add(chess, to: bob[\.clubs])
                session.remove(chess, from: bob[\.clubs])
            }
            let after = try await KeyspaceDump(of: database.backend)
            try expect(after.difference(from: before), equals: [])
            try await database.commit { session in
                let bob = session.upsert(Reader(name: "bob"), on: \.name)
                session.remove(poetry, from: bob[\.clubs])
            }
            try expect(try await database.names(bob[\.clubs].all), equals: [])
            try expect(try await database.names(ann[\.clubs].all), equals: ["chess", "poetry"])
        },
        inClubhouse("a session gives all links anew") { database in
            try await database.commit { session in
                session.removeAll(from: ann[\.clubs])
                session.add(poetry, to: ann[\.clubs])
                let chess = session.insert(Club(name: "go"))
                session.add(chess, to: ann[\.clubs])
                session.add(chess, to: session.insert(Reader(name: "dan"))[\.clubs])
            }
            try expect(try await database.names(ann[\.clubs].all), equals: ["poetry", "go"])
            try expect(
                try await database.fetch(Ref<Club>(3).linked(\Reader.Fields.clubs)).map(\.name),
                equals: ["ann", "dan"]
            )
        },
        inClubhouse("a link leads to objects that are there") { database in
            let missing = { (id: String?, field: String, model: String, target: String) in
                Violation(
                    model: "base.reader_club",
                    id: id,
                    field: field,
                    rule: .missingReference(model: model, id: target)
                )
            }
            let lost = CompositeID(Ref<Reader>(9), Ref<Club>(1))?.text
            try await expectRejection(
                [missing(lost, "reader", "library.reader", "9")],
                by: database
            ) { $0.add(chess, to: Ref<Reader>(9)[\.clubs]) }
            // The reader would be the fourth.
            let planned = CompositeID(Ref<Reader>(4), Ref<Club>(8))?.text
            try await expectRejection(
                [missing(planned, "club", "library.club", "8")],
                by: database
            ) { session in
                let reader = session.insert(Reader(name: "dan"))
                session.add(Ref(8), to: reader[\.clubs])
            }
            try await expectRejection(
                [Violation(model: "library.reader", id: nil, field: nil, rule: .missingObject)],
                by: database
            ) { $0.add(chess, to: Reader(name: "dan").clubs) }
        },
        inClubhouse("a model is linked with itself, and a follower is not followed") { database in
            try await database.commit { session in
                session.add(contentsOf: [bob, cid], to: ann[\.follows])
                session.add(ann, to: bob[\.follows])
            }
            try expect(
                try await database.fetch(ann[\.follows].all).map(\.name),
                equals: ["bob", "cid"]
            )
            try expect(
                try await database.fetch(ann.linked(\Reader.Fields.follows)).map(\.name),
                equals: ["bob"]
            )
            let id = CompositeID(ann, cid)?.text ?? ""
            try expect(
                try await database.hash("lib.base.reader_reader2:obj:\(id)"),
                equals: ["reader_id": "1", "reader2_id": "3"]
            )
        },
        inClubhouse("the model between is the original's, with ids as it made them") { database in
            try await database.commit { $0.add(poetry, to: ann[\.former]) }
            let id = "3713081631934410656"
            try expect(try await database.members("lib.library.former:id"), equals: [id])
            try expect(
                try await database.hash("lib.library.former:obj:\(id)"),
                equals: ["reader_id": "1", "club_id": "2"]
            )
            try expect(
                try await database.members("lib.library.former:idx:reader_id:1"),
                equals: [id]
            )
            try await expectRejection(
                [
                    Violation(
                        model: "library.former",
                        id: nil,
                        field: nil,
                        rule: .invalidID(
                            "the id can't be made: a part of it is only planned, and the server knows no hash of Python's"
                        )
                    )
                ],
                by: database
            ) { $0.add(poetry, to: $0.insert(Reader(name: "dan"))[\.former]) }
            try await database.commit { $0.remove(poetry, from: ann[\.former]) }
            try expect(try await database.members("lib.library.former:id"), equals: [])
        },
        inClubhouse("a model between of one's own says more of a link") { database in
            try await database.commit { session in
                session.insert(Shift(reader: ann, desk: Ref("N"), hours: 3))
                session.insert(Shift(reader: ann, desk: Ref("S"), hours: 9))
                session.insert(Shift(reader: bob, desk: Ref("S"), hours: 2))
                session.insert(Lesson(teacher: ann, pupil: cid))
            }
            try expect(
                try await database.fetch(ann[\.desks].all).map(\.floor),
                equals: [1, 2]
            )
            try expect(
                try await database.fetch(ann[\.desks].links.values(of: \.hours)).sorted(),
                equals: [3, 9]
            )
            try expect(
                try await database.fetch(
                    Reader.filter {
                        $0.desks.has(Shift.filter { $0.hours > 2 && $0.desk == Ref("S") })
                    }
                ).map(\.name),
                equals: ["ann"]
            )
            try expect(
                try await database.fetch(ann[\.pupils].all).map(\.name),
                equals: ["cid"]
            )
            let readers = try await database.all(Reader.self)
            try expect(
                try await database.linked(\.desks, of: readers).map { $0.map(\.code) },
                equals: [["N", "S"], ["S"], []]
            )
            try await database.commit { session in
                session.remove(Ref("N"), from: ann[\.desks])
                session.removeAll(from: ann[\.pupils])
            }
            try expect(try await database.fetch(ann[\.desks].all).map(\.code), equals: ["S"])
            try expect(try await database.count(Lesson.self), equals: 0)
        },
        inClubhouse("who refers to an object is asked from its side") { database in
            try await database.insert(Lesson(teacher: ann, pupil: cid))
            try expect(
                try await database.fetch(cid.referring(\Lesson.Fields.pupil)).map(\.teacher),
                equals: [ann]
            )
        },
    ]
}

extension Database {
    /// The names of clubs.
    fileprivate func names(_ clubs: Query<Club>) async throws -> [String] {
        try await fetch(clubs).map(\.name)
    }
}
