public import StdnetODM

/// What a scanner measured of a page.
public struct Measure: Codable, Equatable, Sendable {
    /// The middle.
    public var mean: Double
    /// How far off.
    public var deviation: Double?
    /// Where.
    public var marks: [String: Int]

    /// Makes a measure.
    public init(mean: Double, deviation: Double? = nil, marks: [String: Int] = [:]) {
        self.mean = mean
        self.deviation = deviation
        self.marks = marks
    }
}

/// A leaflet: values that are spread over fields.
@Model("library.leaflet")
public struct Leaflet: Equatable, Sendable {
    /// The number.
    public var id: Int?
    /// The name.
    @Unique public var name: String
    /// The page before.
    @Reference(onDelete: .nullify) public var previous: Ref<Leaflet>?
    /// Anything.
    @JSON(.flattened) public var data: JSONObject = [:]
    /// What was measured.
    @Field("m") @JSON(.flattened) public var measure: Measure?
    /// How big it is.
    @Index(.range) public var size: Int

    /// Makes a leaflet.
    public init(
        id: Int? = nil,
        name: String,
        previous: Ref<Leaflet>? = nil,
        data: JSONObject = [:],
        measure: Measure? = nil,
        size: Int = 1
    ) {
        self.id = id
        self.name = name
        self.previous = previous
        self.data = data
        self.measure = measure
        self.size = size
    }
}
