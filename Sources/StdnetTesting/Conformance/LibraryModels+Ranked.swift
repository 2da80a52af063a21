public import StdnetODM

/// A hall, which orders what stands in it.
@Model("library.hall")
public struct Hall: Equatable, Sendable {
    /// The number.
    public var id: Int?
    /// The floor; a hall that is not built yet has none.
    public var floor: Int?
    /// The hall that one comes from, whose floor orders halls.
    @Reference(onDelete: .nullify) @Ordering(by: "floor") public var entrance: Ref<Hall>?

    /// Makes a hall.
    public init(id: Int? = nil, floor: Int? = nil, entrance: Ref<Hall>? = nil) {
        self.id = id
        self.floor = floor
        self.entrance = entrance
    }
}

/// A stand, kept in the order of the floors of halls, the uppermost first.
@Model("library.stand")
public struct Stand: Equatable, Sendable {
    /// The name.
    @ID public var name: String
    /// Where it stands.
    @Reference(onDelete: .cascade) @Ordering(.descending, by: "floor") public var hall: Ref<Hall>
    /// What it is for.
    @Index public var use: String = ""

    /// Makes a stand.
    public init(name: String, hall: Ref<Hall>, use: String = "") {
        self.name = name
        self.hall = hall
        self.use = use
    }
}

/// A graph of measures, kept in the order of one of them.
@Model("library.graph")
public struct Graph: Equatable, Sendable {
    /// The name.
    @ID public var name: String
    /// What was measured.
    @JSON(.flattened) @Ordering(by: "pv.mean") public var data: JSONObject = [:]
    /// Which stand it stands at.
    @Reference(onDelete: .nullify) public var stand: Ref<Stand>?

    /// Makes a sheet.
    public init(name: String, data: JSONObject = [:], stand: Ref<Stand>? = nil) {
        self.name = name
        self.data = data
        self.stand = stand
    }
}
