//! References, many-to-many links, and what is asked across them.
import MemoryBackend
import StdnetODM

@Model("app.author")
struct Author {
    var id: Int?
    @Index var name: String
}

@Model("app.book")
struct Book {
    var id: Int?
    @Index var year: Int
    @Reference(onDelete: .cascade) var author: Ref<Author>
    @Reference(onDelete: .nullify) var editor: Ref<Author>?
}

@Model("app.club")
struct Club {
    var id: Int?
    var name: String
}

@Model("app.reader")
struct Reader {
    var id: Int?
    @ManyToMany var clubs: Links<Club>
}

@Model("app.team")
struct Team {
    @ID var name: String
}

@Model("app.membership")
struct Membership {
    @ID @Reference(onDelete: .cascade) var user: Ref<User>
    @ID @Reference(onDelete: .cascade) var team: Ref<Team>
    @Index var role: String
}

@Model("app.user")
struct User {
    var id: Int?
    var name: String
    @ManyToMany var teams: LinksThrough<Membership, Team>
    @ManyToMany var follows: Links<User>
}

let database = try Database(
    MemoryBackend(),
    models: Author.self,
    Book.self,
    Club.self,
    Reader.self,
    Team.self,
    Membership.self,
    User.self
)

// One to many.
let author = try await database.insert(Author(name: "Ann"))
try await database.insert(Book(year: 1970, author: author))
let books = try await database.fetch(author.referring(\Book.Fields.author))
let authors = try await database.fetch(
    Author.filter { $0.id.in(Book.filter { $0.year == 1970 }.values(of: \.author)) }
)
let byAuthor = Dictionary(grouping: books, by: \.author)
print(authors, byAuthor)

// Many to many: both ends may be new in the session.
try await database.commit { session in
    let reader = session.insert(Reader())
    session.add(session.insert(Club(name: "chess")), to: reader[\.clubs])
}
let reader = try await database.get(Reader.self, 1)
let chess = Ref<Club>(1)
let clubs = try await database.fetch(reader.clubs.all)
let players = try await database.fetch(chess.linked(\Reader.Fields.clubs))
let lonely = try await database.fetch(Reader.filter { $0.clubs.isEmpty })
print(clubs, players, lonely)

// The clubs of all readers, in one round trip.
let readers = try await database.all(Reader.self)
for (reader, clubs) in zip(readers, try await database.linked(\.clubs, of: readers)) {
    print(reader, clubs.map(\.name))
}
try await database.commit { session in
    session.remove(chess, from: reader.clubs)
    session.removeAll(from: reader.clubs)
}

// With a model between of one's own, and with the model itself.
try await database.commit { session in
    let anna = session.insert(User(name: "anna"))
    session.add(session.insert(User(name: "bob")), to: anna[\.follows])
    session.insert(Membership(user: anna, team: session.insert(Team(name: "red")), role: "lead"))
}
let leaders = try await database.fetch(
    User.filter { $0.teams.has(Membership.filter { $0.role == "lead" }) }
)
let roles = try await database.fetch(leaders[0].teams.links.values(of: \.role))
let team = try await database.fetch(leaders[0].teams.all)
print(roles, team)
