public import StdnetODM

// Models of the conformance suite that say how their properties are stored.

/// When something was entered, and by whom: fields that models have in common.
@Fields
public struct Stamps: Equatable, Sendable {
    /// The day of the entry.
    @Index(.range) public var entered: Day
    /// The number on the paper.
    @Unique public var slip: Int?
    /// Who made the entry.
    @Reference(onDelete: .nullify) public var clerk: Ref<Author>?
    /// How many copies there are.
    public var copies: Int = 1

    /// Makes stamps.
    public init(entered: Day, slip: Int? = nil, clerk: Ref<Author>? = nil, copies: Int = 1) {
        self.entered = entered
        self.slip = slip
        self.clerk = clerk
        self.copies = copies
    }
}

/// What somebody writes about a loan.
public struct Remark: Codable, Equatable, Sendable {
    /// The words.
    public var text: String
    /// How many stars.
    public var stars: Double?
    /// When.
    public var day: Day?

    /// Makes a remark.
    public init(text: String, stars: Double? = nil, day: Day? = nil) {
        self.text = text
        self.stars = stars
        self.day = day
    }
}

/// A loan: every way in which a property can be stored.
@Model("library.loan")
public struct Loan: Equatable, Sendable {
    /// The number.
    public var id: Int?
    /// What has become of it.
    @Field("state_code") @Index public var state: String = "open"
    /// When it ends.
    @Field("due_day", formerly: "due") public var due: Day?
    /// What a day costs.
    @Field("fee", formerly: "cost") public var fee: Double = 0.5
    /// What the reader need not know.
    @Field(hidden: true) public var note: String
    /// What it has cost so far.
    @Field(cached: true) public var total: Int?
    /// How often it was looked at.
    @Field(cached: true) public var visits: Int = 0
    /// Who has the book, member or no longer.
    @Field("reader") @Reference(onDelete: .keep) public var reader: Ref<Member>?
    /// The entry.
    @Embedded public var stamps: Stamps
    /// What was said.
    @JSON public var remarks: [Remark] = []

    /// Makes a loan.
    public init(
        id: Int? = nil,
        state: String = "open",
        due: Day? = nil,
        fee: Double = 0.5,
        note: String = "",
        total: Int? = nil,
        visits: Int = 0,
        reader: Ref<Member>? = nil,
        stamps: Stamps,
        remarks: [Remark] = []
    ) {
        self.id = id
        self.state = state
        self.due = due
        self.fee = fee
        self.note = note
        self.total = total
        self.visits = visits
        self.reader = reader
        self.stamps = stamps
        self.remarks = remarks
    }
}

/// A seat in a reading room, which a member has: an id of two parts.
@Model("library.seat")
public struct Seat: Equatable, Sendable {
    /// Who sits there.
    @ID @Reference(onDelete: .cascade) public var member: Ref<Member>
    /// The room.
    @ID @Index public var room: String
    /// The number of the chair.
    public var chair: Int
    /// The loan that is read there.
    @Reference(onDelete: .nullify) public var loan: Ref<Loan>?

    /// Makes a seat.
    public init(member: Ref<Member>, room: String, chair: Int, loan: Ref<Loan>? = nil) {
        self.member = member
        self.room = room
        self.chair = chair
        self.loan = loan
    }
}

/// A word in a book, as the original identified such a thing.
@Model("library.word", ids: .python27)
public struct Word: Equatable, Sendable {
    /// One part.
    @ID public var first: String
    /// The other part.
    @ID public var second: String
    /// How often it is there.
    public var count: Int
    /// Where somebody sits who reads it.
    @Reference(onDelete: .nullify) public var seat: Ref<Seat>?

    /// Makes a word.
    public init(first: String, second: String, count: Int = 0, seat: Ref<Seat>? = nil) {
        self.first = first
        self.second = second
        self.count = count
        self.seat = seat
    }
}

extension Database {
    /// The models that say how they are stored, in a backend.
    static func office(_ backend: any Backend) throws(BackendError) -> Database {
        try Database(
            backend,
            namespace: "lib.",
            models: Author.self,
            Member.self,
            Loan.self,
            Seat.self,
            Word.self
        )
    }

    /// The fields of a hash.
    func hash(_ key: String) async throws -> [String: String] {
        let reply = try await backend.run(RawCommand("HGETALL", key))
        let words = reply.elements.map(\.text)
        var fields: [String: String] = [:]
        for at in stride(from: 0, to: words.count, by: 2) { fields[words[at]] = words[at + 1] }
        return fields
    }

    /// The members of a set, in their order.
    func members(_ key: String) async throws -> [String] {
        try await backend.run(RawCommand("SMEMBERS", key)).elements.map(\.text).sorted()
    }
}
