//! Hooks, events, bulk loads, and objects as text.
import MemoryBackend
import StdnetODM

@Model("shop.item")
struct Item {
    @ID var code: String
    @Index var kind: String
    var price: Double
}

@Model("shop.note")
struct Note {
    var id: Int?
    var text: String
}

let plain = try Database(MemoryBackend(), namespace: "demo.", models: Item.self, Note.self)

/// Why an item stays.
struct IsSold: Error {}

// A database value has the hooks that it was given: nothing is global.
let database = plain.with(
    Hooks()
        .beforeCommit { session in  // may add to the session, or stop it by throwing
            for item in session.objects(of: Item.self) {
                session.insert(Note(text: "\(item.code) costs \(item.price)"))
            }
        }
        .beforeDelete { changes in
            if changes.contains(where: { $0.id == "lamp" }) { throw IsSold() }
        }
)

let events = database.events(of: Item.self)

// Each chunk is one commit; after a failure go on from its progress.
let items = (1...1000).map { Item(code: "i\($0)", kind: "small", price: Double($0)) }
do throws(LoadFailure) {
    try await database.load(items, chunk: 500) { progress in print(progress.done) }
} catch {
    print("go on from \(error.progress.done): \(error.failure)")
}

for await event in events {
    if case .didCommit(let changes) = event {
        print("committed \(changes.count)")
        break
    }
}

// As the original's serialisers write and read them.
let cheap = try await database.fetch(Item.all.sorted(by: \.price).prefix(2))
var dump = ObjectDump()
try dump.append(cheap)
print(dump.json)
print(try ObjectTable(cheap).csv)
try await database.load(ObjectDump(json: dump.json).objects(of: Item.self), as: .save)

// One object, and whole models.
try await database.save(Item(code: "lamp", kind: "large", price: 40))
print(try await database.count(Item.self))
try await database.flush(Item.self)
