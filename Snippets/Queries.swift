//! What can be asked, beyond conditions on fields that have an index.
import MemoryBackend
import StdnetODM

@Model("org.person")
struct Person {
    var id: Int?
    @Unique var email: String
    @Index var team: String
    @Index(.range) var salary: Int
    var note: String?
    @Reference(onDelete: .nullify) var boss: Ref<Person>?
}

let database = try Database(MemoryBackend(), models: Person.self)
try await database.commit { session in
    let ada = session.insert(Person(email: "ada@x", team: "red", salary: 90))
    let bob = session.insert(Person(email: "bob@x", team: "red", salary: 70, boss: ada))
    session.insert(Person(email: "cy@x", team: "blue", salary: 60, note: "New", boss: bob))
}

// Everybody below the first, however far down; and everybody above the third.
let below = Person.filter { $0.boss.descends(from: Ref(1)) }
let above = Person.filter { $0.boss.ancestors(of: Ref(3)) }
print(try await database.count(below), try await database.count(above))

// Whoever is the boss of somebody in the blue team.
let bosses = Person.filter { person in
    person.id.in(Person.filter { $0.team == "blue" }.values(of: \.boss))
}
print(try await database.fetch(bosses.values(of: \.email)))

// Any order: several fields, across references too.
let ordered = Person.all.sorted(by: { $0.boss.email.ascending }, { $0.salary.descending })
print(try await database.fetch(ordered[0..<2]).map(\.email))
print(try await database.fetch(Person.all.sorted(by: \.salary).suffix(1)).map(\.email))

// Some of what a reference leads to, and what that leads to; everything but a long text.
for person in try await database.fetch(
    Person.all.including(\.boss) { $0.including(\.boss) { $0.values(of: \.email) } }
) {
    print(person.email, person.boss?.email ?? "-", person.boss?.boss ?? "-")
}
print(try await database.fetch(Person.all.without(\.note)).map(\.email))

// Scans are called so: letters without case, and any predicate.
print(try await database.count(Person.scan { $0.note.ignoringCase.hasPrefix("new") }))
for try await person in database.stream(Person.all.matching { $0.salary % 20 == 10 }) {
    print(person.email)
}

// An expression in Lua, asked by the server: on Redis, or in memory with StdnetLua.
let even = Person.all.scan(lua: "this.salary % 2 == 0")
print(even)
