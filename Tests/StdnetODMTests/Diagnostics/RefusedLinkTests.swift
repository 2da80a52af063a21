import Testing

@Suite("Links that lead to another model do not compile")
struct RefusedLinkTests {
    private static let readers = """
        @Model("app.reader")
        struct Reader {
            var id: Int?
            @Index var name: String
            @ManyToMany var clubs: Links<Club>
            @ManyToMany var desks: LinksThrough<Shift, Desk>
        }
        @Model("app.club") struct Club { var id: Int?; @Index var name: String }
        @Model("app.desk") struct Desk { @ID var code: String; var floor: Int }
        @Model("app.shift") struct Shift {
            @ID @Reference(onDelete: .cascade) var reader: Ref<Reader>
            @ID @Reference(onDelete: .cascade) var desk: Ref<Desk>
            @Index(.range) var hours: Int
        }


        """

    @Test("Only objects of the other model are linked, and through a model only by its objects")
    func sessions() async throws {
        try await Program(
            source: "import StdnetODM\n" + Self.readers + """
                func plan(session: inout Session, reader: Reader, club: Ref<Club>, desk: Ref<Desk>) {
                    session.add(desk, to: reader.clubs)  // error: 'Links<Club>'
                    session.add(desk, to: reader.desks)  // error: in call to instance method 'add'
                    session.remove(desk, from: reader.clubs)  // error: 'Links<Club>'
                    session.add(club, to: reader.clubs)
                    session.remove(desk, from: reader.desks)
                    session.removeAll(from: reader.desks)
                }
                """
        ).check()
    }

    @Test("Links are asked for by their own models, and not read or set as if they were values")
    func queries() async throws {
        try await Program(
            source: "import StdnetODM\n" + Self.readers + """
                func ask(club: Ref<Club>, desk: Ref<Desk>) {
                    _ = Reader.filter { $0.clubs.contains(desk) }  // error: 'Ref<Desk>'
                    _ = Reader.filter { $0.clubs == club }  // error: 'LinkField<Reader, Links<Club>>'
                    _ = Reader.filter { $0.clubs.contains(Desk.all) }  // error: 'Query<Desk>'
                    _ = Reader.filter { $0.desks.has(Desk.all) }  // error: 'Query<Desk>'
                    _ = Reader.filter { $0.clubs.has(Shift.all) }  // error: 'Links<Club>' and 'LinksThrough<Shift, Target>'
                    _ = Reader.filter { $0.clubs.name == "a" }  // error: has no member 'name'
                    _ = Reader.all.including(\\.clubs)  // error: LinkField<Reader, Links<Club>>
                    _ = Reader.filter { $0.clubs.contains(club) && !$0.desks.isEmpty }
                    _ = Reader.filter { $0.clubs.contains(Club.filter { $0.name == "a" }) }
                    _ = Reader.filter { $0.desks.has(Shift.filter { $0.hours > 3 }) }
                }
                func read(db: Database, reader: Reader) async throws {
                    let desks: [Desk] = try await db.fetch(reader.clubs.all)  // error: '[Club]'
                    print(desks, reader.clubs.count)  // error: has no member 'count'
                }
                func set(reader: inout Reader, other: Reader) {
                    reader.clubs = other.clubs  // error: cannot assign to property
                }
                """
        ).check()
    }
}
