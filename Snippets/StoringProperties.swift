//! Every way in which a property can be stored.
import MemoryBackend
import StdnetODM

/// Fields that several models have: each is stored, indexed and found as if the model had it itself.
@Fields
struct Stamps: Equatable {
    @Index(.range) var created: Day
    var revision: Int = 1
}

struct Line: Codable, Equatable {
    var article: String
    var count: Int
}

@Model("shop.order")
struct Order {
    var id: Int?
    @Field("ccy_code") @Index var currency: String = "EUR"  // stored as ccy_code
    @Field(formerly: "remark") var note: String?  // read from remark where there is no note
    @Field(hidden: true) var token: String  // no search over all fields finds it
    @Field(cached: true) var total: Int?  // may be cleared, because it can be made again
    @JSON var lines: [Line] = []  // one field of JSON text
    @JSON(.flattened) var details: JSONObject = [:]  // one field for each leaf
    @Embedded var stamps: Stamps
    @Reference(onDelete: .keep) var seller: Ref<Seller>?  // may lead nowhere
}

/// What the types allow and an order can't be: a session refuses to write it.
extension Order {
    func problems() -> [Problem] {
        lines.isEmpty && total != nil ? [Problem("nothing was ordered", in: Self.fields.total)] : []
    }
}

@Model("shop.seller")
struct Seller {
    @ID var code: String
    var name: String
}

/// An id of two parts: one rating for each order and seller.
@Model("shop.rating")
struct Rating {
    @ID @Reference(onDelete: .cascade) @Ordering(.descending, by: "total") var order: Ref<Order>
    @ID var topic: String
    var stars: Int
}

let database = try Database(
    MemoryBackend(),
    namespace: "demo.",
    models: Order.self,
    Seller.self,
    Rating.self
)
let order = try await database.commit { session in
    session.insert(
        Order(
            token: "t-1",
            total: 3,
            lines: [Line(article: "tea", count: 3)],
            stamps: Stamps(created: Day(daysSince1970: 20_000))
        )
    )
}
try await database.commit { session in
    session.merge(["size": ["unit": "mm"]], into: \.details, of: order)
}
let small = Order.scan { $0.details.text(at: "size", "unit") == "mm" }
    .sorted(by: { $0.details.number(at: "size", "width").descending })
print(try await database.count(small))
for (id, width) in try await database.fetch(
    Order.all.leaves { $0.details.number(at: "size", "width") }
) {
    print(id, width ?? 0)
}
try await database.commit { session in
    session.insert(Rating(order: order, topic: "speed", stars: 5))
    session.clearCache(of: order)
}

let nothing = Order(token: "t-2", total: 1, stamps: Stamps(created: Day(daysSince1970: 1)))
do throws(CommitFailure) {
    try await database.commit { session in session.insert(nothing) }
} catch {
    // shop.order: nothing was ordered
    print(error)
}

let recent = Order.filter { $0.currency == "EUR" && $0.stamps.created > Day(daysSince1970: 19_000) }
for order in try await database.fetch(recent) {
    print(order.lines.map(\.article), order.stamps.revision, order.total ?? 0)
}
if let id = CompositeID(order, "speed"), let rating = try await database.fetch(Ref<Rating>(id)) {
    print(rating.stars)
}
