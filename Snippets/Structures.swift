//! Lists, sets, hashes and other structures of objects, of models, and on their own.
import MemoryBackend
import StdnetODM

struct Extra: Codable, StructureElement {
    var n: Int
}

@Model("shop.bag")
struct Bag {
    var id: Int?
    @Index var name: String
    @Structure var items: RemoteList<String>
    @Structure var tags: RemoteSet<String>
    @Structure(.plain) var ranks: RemoteSortedSet<String>
    @Structure var extras: RemoteHash<Extra>
    @Structure var prices: RemoteSeries<Double>
    @Structure var text: RemoteString
    @Structure var cells: RemoteArray
    @Structure var owners: RemoteSet<Ref<Owner>>
    @Structure static var news: RemoteList<String>
}

@Model("shop.owner")
struct Owner {
    @ID var name: String
    @Reference(onDelete: .cascade) var bag: Ref<Bag>
}

let database = try Database(MemoryBackend(), models: Bag.self, Owner.self)
try await database.commit { session in
    session.insert(Bag(name: "old"))
}
let bag = try await database.only(Bag.filter { $0.name == "old" })

let tags = try database[bag.tags]
try await tags.insert("red", "blue")
let isRed = try await tags.contains("red")
for try await tag in tags { print(tag) }  // page by page, in bounded memory
print(isRed)

try await database.commit { session in
    let bag = session.insert(Bag(name: "new"))
    session.append("first", to: bag[\.items])
    session.add("green", to: bag[\.tags])
    session.set(Extra(n: 1), for: "one", in: bag[\.extras])
    session.append("there is a new bag", to: Bag.news)
}

let queue = database.list("queue", of: String.self)
try await queue.append("job")
let job = try await queue.popFirst(waiting: .seconds(10))  // on a connection of its own
print(job ?? "nothing to do")

// What structures hold, loaded with their objects.
let bags = Bag.all.prefix(20).including(contentsOf: \.tags, \.ranks)
for (bag, tags, ranks) in try await database.fetch(bags) {
    print(bag.name, tags, ranks)
}
let owners = Owner.all.including(\.bag).including(contentsOf: \.tags, of: \.bag)
for (owner, tags) in try await database.fetch(owners) {
    print(owner.bag.name, tags ?? [])
}

// Objects as JSON, with what their structures hold.
var dump = ObjectDump()
try dump.append(await database.withStructures(database.all(Bag.self)))
print(dump.json)
let read = try ObjectDump(json: dump.json)
try await database.load(read.entries(of: Bag.self), as: .save)
