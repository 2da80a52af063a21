public import StdnetODM

/// A country or territory, identified by its two-letter code.
@Model("geo.country")
public struct Country: Equatable {
    /// The two letters of ISO 3166.
    @ID public var iso: String
    /// The English name.
    @Index public var name: String
    /// The three letters of ISO 3166.
    @Unique public var iso3: String
    /// The continent, by two letters: AF, AN, AS, EU, NA, OC or SA.
    @Index public var continent: String
    /// The name of the capital; nil where there is none.
    @Index public var capital: String?
    /// The area in square kilometres.
    @Index(.range) public var areaKm2: Double
    /// How many people live there.
    @Index(.range) public var population: Int
    /// The three letters of the currency.
    @Index public var currencyCode: String?
    /// The name of the currency.
    public var currencyName: String?
    /// The codes of the languages, with commas between them.
    public var languages: String?
    /// The codes of the countries around it, with commas between them.
    public var neighbours: String?

    /// Makes a country.
    public init(
        iso: String,
        name: String,
        iso3: String,
        continent: String,
        capital: String?,
        areaKm2: Double,
        population: Int,
        currencyCode: String?,
        currencyName: String?,
        languages: String?,
        neighbours: String?
    ) {
        self.iso = iso
        self.name = name
        self.iso3 = iso3
        self.continent = continent
        self.capital = capital
        self.areaKm2 = areaKm2
        self.population = population
        self.currencyCode = currencyCode
        self.currencyName = currencyName
        self.languages = languages
        self.neighbours = neighbours
    }
}
