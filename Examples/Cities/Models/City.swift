public import StdnetODM

/// A place with more than 15,000 inhabitants.
@Model("geo.city")
public struct City: Equatable {
    /// The number that the database gave it; nil until then.
    public var id: Int?
    /// The number that GeoNames gave it.
    @Unique public var geonameid: Int
    /// The name, mostly as the place itself writes it.
    @Index public var name: String
    /// The country; one that has cities can't be deleted.
    @Reference public var country: Ref<Country>
    /// The code of the first administrative division, such as a state.
    public var admin1: String?
    /// Degrees to the north.
    public var latitude: Double
    /// Degrees to the east.
    public var longitude: Double
    /// How many people live there.
    @Index(.range) public var population: Int
    /// The name of the time zone, such as `Europe/Oslo`.
    @Index public var timezone: String

    /// Makes a city.
    public init(
        id: Int? = nil,
        geonameid: Int,
        name: String,
        country: Ref<Country>,
        admin1: String?,
        latitude: Double,
        longitude: Double,
        population: Int,
        timezone: String
    ) {
        self.id = id
        self.geonameid = geonameid
        self.name = name
        self.country = country
        self.admin1 = admin1
        self.latitude = latitude
        self.longitude = longitude
        self.population = population
        self.timezone = timezone
    }
}
