internal import Foundation
internal import StdnetODM

/// All countries and cities of a folder, read and checked as a whole before anything is written.
public struct CityData: Sendable {
    /// The countries in the order of their file.
    public let countries: [Country]
    /// The cities in the order of their file.
    public let cities: [City]

    /// How many objects that is.
    public var count: Int { countries.count + cities.count }

    /// The folder with the data that comes with the example.
    public static var bundledFolder: String {
        let resources = Bundle.module.resourceURL ?? Bundle.module.bundleURL
        return resources.appendingPathComponent("Data").path
    }

    /// Reads `countries.csv` and `cities.csv`.
    ///
    /// - Throws: ``CSVError`` with the first thing that would keep an object from being loaded: a
    ///   field that is missing or is no number, a code or number that is there twice, a country that
    ///   is not there.
    public init(folder: String) throws(CSVError) {
        let countriesFile = folder + "/countries.csv"
        countries = try Self.read(countriesFile, Country.columns, key: "iso", \.iso) {
            (record) throws(CSVError) in try Country(record)
        }
        var taken: Set<String> = []
        for country in countries where !taken.insert(country.iso3).inserted {
            let sentence = "two countries have the code '\(country.iso3)'"
            throw CSVError(file: countriesFile, column: "iso3", problem: .refused(sentence))
        }
        let known = Set(countries.map(\.iso))
        cities = try Self.read(folder + "/cities.csv", City.columns, key: "geonameid", \.geonameid)
        { (record) throws(CSVError) in
            let city = try City(record)
            guard let iso = city.country.id, known.contains(iso) else {
                let code = try record.text("country")
                throw record.error("country", .refused("there is no country '\(code)'"))
            }
            return city
        }
    }

    private static func read<Object, Key: Hashable>(
        _ file: String,
        _ columns: [String],
        key column: String,
        _ key: (Object) -> Key,
        _ make: (CSVRecord) throws(CSVError) -> Object
    ) throws(CSVError) -> [Object] {
        var reader = try CSVReader(path: file, columns: columns)
        var objects: [Object] = []
        var lines: [Key: Int] = [:]
        while let record = try reader.next() {
            let object = try make(record)
            let value = key(object)
            if let earlier = lines.updateValue(record.line, forKey: value) {
                throw record.error(column, .refused("'\(value)' is in line \(earlier) already"))
            }
            objects.append(object)
        }
        guard !objects.isEmpty else { throw CSVError(file: file, problem: .noRecords) }
        return objects
    }
}

extension Country {
    fileprivate static let columns = [
        "iso", "name", "iso3", "continent", "capital", "area_km2", "population", "currency_code",
        "currency_name", "languages", "neighbours",
    ]

    fileprivate init(_ record: CSVRecord) throws(CSVError) {
        let iso = try record.text("iso")
        guard iso.utf8.count == 2, iso.utf8.allSatisfy({ (0x41...0x5a).contains($0) }) else {
            throw record.error("iso", .refused("a code is two capital letters, not '\(iso)'"))
        }
        self.init(
            iso: iso,
            name: try record.text("name"),
            iso3: try record.text("iso3"),
            continent: try record.text("continent"),
            capital: try record.optionalText("capital"),
            areaKm2: try record.number("area_km2"),
            population: try record.integer("population"),
            currencyCode: try record.optionalText("currency_code"),
            currencyName: try record.optionalText("currency_name"),
            languages: try record.optionalText("languages"),
            neighbours: try record.optionalText("neighbours")
        )
    }
}

extension City {
    fileprivate static let columns = [
        "geonameid", "name", "country", "admin1", "latitude", "longitude", "population", "timezone",
    ]

    fileprivate init(_ record: CSVRecord) throws(CSVError) {
        self.init(
            geonameid: try record.integer("geonameid"),
            name: try record.text("name"),
            country: Ref(try record.text("country")),
            admin1: try record.optionalText("admin1"),
            latitude: try record.degrees("latitude", in: -90...90),
            longitude: try record.degrees("longitude", in: -180...180),
            population: try record.integer("population"),
            timezone: try record.text("timezone")
        )
    }
}

extension CSVRecord {
    fileprivate func degrees(
        _ column: String,
        in range: ClosedRange<Double>
    ) throws(CSVError) -> Double {
        let value = try number(column)
        guard range.contains(value) else {
            let limits = "\(Int(range.lowerBound)) to \(Int(range.upperBound))"
            throw error(column, .refused("\(value) is not from \(limits)"))
        }
        return value
    }
}
