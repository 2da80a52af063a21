import Foundation

/// What the files of a folder say, read without any of the code that is tested.
struct Facts {
    typealias Record = [String: String]

    let countries: [Record]
    let cities: [Record]

    init(folder: String) throws {
        countries = try Self.records(folder + "/countries.csv")
        cities = try Self.records(folder + "/cities.csv")
    }

    /// How many cities meet a condition.
    func count(_ condition: (City) -> Bool) -> Int {
        let continents = Dictionary(
            countries.map { ($0["iso"] ?? "", $0) },
            uniquingKeysWith: { $1 }
        )
        return cities.count { city in
            condition(City(fields: city, countryFields: continents[city["country"] ?? ""] ?? [:]))
        }
    }

    /// A city with its country.
    struct City {
        let fields: Record
        let countryFields: Record

        var name: String { fields["name"] ?? "" }
        var country: String { fields["country"] ?? "" }
        var timezone: String { fields["timezone"] ?? "" }
        var population: Int { Int(fields["population"] ?? "") ?? -1 }
        var latitude: Double { Double(fields["latitude"] ?? "") ?? .nan }
        var continent: String { countryFields["continent"] ?? "" }
        var currency: String { countryFields["currency_code"] ?? "" }
    }

    /// The count that each question has to be answered, by its title.
    func expectedCounts() -> [String: Int] {
        let nordic = ["Europe/Oslo", "Europe/Stockholm", "Europe/Copenhagen"]
        let twins = ["Springfield", "Columbus"]
        return [
            "All cities": cities.count,
            "The city with GeoNames number 2988507, by a unique index":
                count { $0.fields["geonameid"] == "2988507" },
            "Cities called Springfield, by an index": count { $0.name == "Springfield" },
            "Cities of 10 million and more, by a range index":
                count { $0.population >= 10_000_000 },
            "Cities from 100,000 to below 101,000":
                count { (100_000..<101_000).contains($0.population) },
            "Countries of which no capital is known":
                countries.count { $0["capital"] == "" },
            "Names that contain 'burg', by a scan": count { $0.name.contains("burg") },
            "Names that begin with 'San ' in Mexico, by an index and a scan":
                count { $0.name.hasPrefix("San ") && $0.country == "MX" },
            "Cities of half a million and more in Oceania, across the reference":
                count { $0.continent == "OC" && $0.population >= 500_000 },
            "Cities that pay with West African francs, by a query in a query":
                count { $0.currency == "XOF" },
            "Cities in the time of Oslo, Stockholm or Copenhagen, as a union":
                count { nordic.contains($0.timezone) },
            "European millions outside Russia, by excluding":
                count {
                    $0.continent == "EU" && $0.population >= 1_000_000 && $0.country != "RU"
                },
            "Springfield or Columbus in the time of Chicago, as an intersection":
                count {
                    $0.timezone == "America/Chicago" && $0.country == "US"
                        && twins.contains($0.name)
                },
            "The most populous cities of Japan, in order": count { $0.country == "JP" },
            "The third page of five Indian cities by name":
                max(0, min(5, count { $0.country == "IN" } - 10)),
            "Name and time zone alone of the cities of Chile": count { $0.country == "CL" },
            "African cities of 3 million and more, each with its country":
                count { $0.continent == "AF" && $0.population >= 3_000_000 },
            "The first city north of the 70th degree, by a scan":
                min(1, count { $0.latitude > 70 }),
            "The people of Brazilian cities, added up from a stream":
                count { $0.country == "BR" },
            "Deleting the smallest in a session that breaks a rule: rejected": 1,
            "Deleting the smallest and inserting them again in one session":
                count { $0.population < 1_000 },
        ]
    }

    private static func records(_ path: String) throws -> [Record] {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        var lines = text.split(separator: "\n").map { fields(String($0)) }
        let names = lines.removeFirst()
        return lines.map { Dictionary(zip(names, $0), uniquingKeysWith: { $1 }) }
    }

    /// The fields of a line: what stands between quotes keeps its commas, doubled quotes are one.
    private static func fields(_ line: String) -> [String] {
        guard line.contains("\"") else {
            return line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        }
        var fields = [""]
        var isQuoted = false
        for (position, part) in line.components(separatedBy: "\"").enumerated() {
            isQuoted = !position.isMultiple(of: 2)
            let pieces = isQuoted ? [part] : part.components(separatedBy: ",")
            let isDoubled = !isQuoted && part.isEmpty && position > 0
            fields[fields.count - 1] += isDoubled ? "\"" : pieces[0]
            fields += pieces.dropFirst()
        }
        // A field that ends the line with its quote looks like a doubled one.
        if line.hasSuffix("\"") { fields[fields.count - 1].removeLast() }
        return fields
    }
}
