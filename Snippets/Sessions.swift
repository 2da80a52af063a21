//! What a session can do, and in which order it happens.
import MemoryBackend
import StdnetODM

/// A fund: the one that was saved last comes first, and no two funds of a desk have one rank.
@Model("app.fund", ordering: .autoincrement(by: 1, .descending), unique: [["desk", "rank"]])
struct Fund {
    @ID var code: String
    @Index var desk: String
    var rank: Int?
    @Unique var isin: String
    @Reference(onDelete: .nullify) var parent: Ref<Fund>?
}

@Model("app.user")
struct User {
    var id: Int?
    @Unique var email: String
    var age: Int
}

let database = try Database(
    MemoryBackend(),
    namespace: "demo.",
    models: Fund.self,
    User.self
)
let alpha = Fund(code: "A", desk: "FX", rank: 1, isin: "X1")
try await database.commit { session in
    session.insert(alpha)
    session.insert(Fund(code: "B", desk: "FX", rank: 2, isin: "X2", parent: Ref("A")))
}

// Another id: the object moves, and whoever refers to it refers to the new id.
var renamed = alpha
renamed.code = "AA"
let moved = renamed
try await database.commit { session in session.update(moved, from: alpha) }
print(try await database.fetch(Ref<Fund>("B"))?.parent == Ref("AA"))  // true

/// Changes the user with this e-mail, or makes one; says whether it is a new one.
func keep(_ user: User, in database: Database) async throws -> Bool {
    var session = Session()
    let user = session.upsert(user, on: \.email)
    let receipt = try await database.commit(session)
    print(receipt.resolve(user).id == 1)  // true
    return receipt.isNew(user) == true
}
print(try await keep(User(email: "anna@x", age: 44), in: database))  // true

// Of several rules that are broken, every one is told.
do throws(CommitFailure) {
    try await database.commit { session in
        session.insert(Fund(code: "C", desk: "FX", rank: 2, isin: "X1"))
    }
} catch {
    print(error)
}
