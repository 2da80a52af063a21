public import StdnetODM

// Models of the conformance suite that have structures.

/// What a value of a hash may be.
public struct Mark: Codable, Hashable, Sendable, StructureElement {
    /// The page.
    public var page: Int
    /// The colour.
    public var colour: String?

    /// Makes a mark.
    public init(page: Int, colour: String? = nil) {
        self.page = page
        self.colour = colour
    }
}

/// A bag of a reader: one of every structure.
@Model("library.bag")
public struct Bag: Equatable, Sendable {
    /// The number.
    public var id: Int?
    /// Whose it is.
    @Index public var name: String
    /// Things of any type, one after the other.
    @Structure public var items: RemoteList<JSONValue>
    /// Words that differ.
    @Structure public var tags: RemoteSet<String>
    /// Words that have a rank.
    @Structure(.plain) public var ranks: RemoteSortedSet<String>
    /// Marks by name.
    @Structure public var marks: RemoteHash<Mark>
    /// Who is in it.
    @Structure public var authors: RemoteSet<Ref<Author>>
    /// Pages as they are.
    @Structure(.bytes) public var pages: RemoteList<Bytes>
    /// What it costs.
    @Structure public var prices: RemoteSeries<JSONValue>
    /// What is noted of it.
    @Structure(.bytes) public var notes: RemoteSeries<Bytes>
    /// What stands on it.
    @Structure public var text: RemoteString
    /// How full its pockets are.
    @Structure public var cells: RemoteArray
    /// What happens to all bags.
    @Structure public static var news: RemoteList<String>

    /// Makes a bag.
    public init(id: Int? = nil, name: String) {
        self.id = id
        self.name = name
    }
}

extension Database {
    /// The models that have structures, in a backend.
    static func luggage(_ backend: any Backend) throws(BackendError) -> Database {
        try Database(backend, namespace: "lib.", models: Author.self, Bag.self)
    }

    /// The elements of a list, in their order.
    func list(_ key: String) async throws -> [String] {
        try await backend.run(RawCommand("LRANGE", key, 0, -1)).elements.map(\.text)
    }
}

/// A strap of a bag.
@Model("library.strap")
public struct Strap: Equatable, Sendable {
    /// The number.
    public var id: Int?
    /// The bag.
    @Reference(onDelete: .cascade) public var bag: Ref<Bag>
    /// The bag at its other end.
    @Reference(onDelete: .nullify) public var other: Ref<Bag>?

    /// Makes a strap.
    public init(id: Int? = nil, bag: Ref<Bag>, other: Ref<Bag>? = nil) {
        self.id = id
        self.bag = bag
        self.other = other
    }
}
