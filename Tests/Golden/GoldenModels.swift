import StdnetODM

// The models of the recorded scenarios.

@Model("gold.instrument")
struct Instrument: Equatable, Sendable {
    var id: Int?
    @Unique var name: String
    @Index var type: String
    @Index var ccy: String
    var description: String
}

@Model("gold.fund")
struct Fund: Equatable, Sendable {
    var id: Int?
    @Unique var name: String
    @Index var ccy: String
}

@Model("gold.position")
struct Position: Equatable, Sendable {
    var id: Int?
    @Reference(onDelete: .cascade) var instrument: Ref<Instrument>
    @Reference(onDelete: .cascade) var fund: Ref<Fund>
    @Index var dt: Day
    var size: Double
}

@Model("gold.wordbook", ids: .python27)
struct WordBook: Equatable, Sendable {
    @ID @Index var word: String
    @ID @Index var book: String
    var note: String
}

@Model("gold.numbook", ids: .python27)
struct NumBook: Equatable, Sendable {
    @ID @Index var a: Int
    @ID @Index var b: Int
}

@Model("gold.account")
struct Account: Equatable, Sendable {
    @ID var code: String
    @Unique var email: String
    @Unique var phone: String
    @Index var country: String
}

@Model("gold.user3")
struct User3: Equatable, Sendable {
    var id: Int?
    @Unique var username: String
    @Unique var email: String
    @Index var age: Int?
}

@Model("gold.doc")
struct Doc: Equatable, Sendable {
    var id: Int?
    @Index var name: String
    @JSON(.flattened) var data: JSONObject = [:]
}

@Model("gold.feed")
struct Feed: Equatable, Sendable {
    var id: Int?
    @Index var name: String
    @Reference(onDelete: .keep) var live: Ref<Doc>?
    @Reference(onDelete: .keep) var prev: Ref<Doc>?
}

@Model("gold.bag")
struct Bag: Equatable, Sendable {
    var id: Int?
    @Index var name: String
    @Structure var tags: RemoteSet<JSONValue>
    @Structure var ranks: RemoteSortedSet<JSONValue>
    @Structure var items: RemoteList<JSONValue>
    @Structure var attrs: RemoteHash<JSONValue>
    @Structure var ts: RemoteSeries<JSONValue>
    @Structure var text: RemoteString
    @Structure static var updates: RemoteList<JSONValue>
}

extension Database {
    /// The recorded scenarios' database in a backend.
    static func gold(_ backend: any Backend) throws(BackendError) -> Database {
        try Database(
            backend,
            namespace: "ns.",
            models: Instrument.self,
            Fund.self,
            Position.self,
            WordBook.self,
            NumBook.self,
            Account.self,
            User3.self,
            Doc.self,
            Feed.self,
            Bag.self
        )
    }
}

// Objects as they were recorded.

extension Instrument: Recordable {
    var recorded: JSONResult {
        .object([
            "id": id, "name": name, "type": type, "ccy": ccy, "description": description,
        ])
    }
}

extension Position: Recordable {
    var recorded: JSONResult {
        .object([
            "id": id, "instrument_id": instrument, "fund_id": fund, "dt": dt, "size": size,
        ])
    }
}

extension NumBook: Recordable {
    var recorded: JSONResult { .object(["id": storedID, "a": a, "b": b]) }
}

extension User3: Recordable {
    var recorded: JSONResult {
        .object(["id": id, "username": username, "email": email, "age": age])
    }
}

extension Feed: Recordable {
    var recorded: JSONResult {
        .object(["id": id, "name": name, "live_id": live, "prev_id": prev])
    }
}
