import CitiesExample
import Foundation
import StdnetODM
import Testing

@Suite("The data of the cities")
struct CityDataTests {
    @Test("The example's own data is complete")
    func bundled() throws {
        let data = try CityData(folder: CityData.bundledFolder)
        #expect(data.countries.count == 252)
        #expect(data.cities.count == 34_006)
        #expect(data.cities.first?.name == "Shahrak-e Qods")
        let notice = CityData.bundledFolder + "/NOTICE.md"
        #expect(try String(contentsOfFile: notice, encoding: .utf8).contains("CC BY 4.0"))
    }

    @Test("Every field comes from its column")
    func fields() async throws {
        let data = try await withDataFolder { try CityData(folder: $0.path) }
        let norway = try #require(data.countries.first { $0.iso == "NO" })
        #expect(
            norway
                == Country(
                    iso: "NO",
                    name: "Norway",
                    iso3: "NOR",
                    continent: "EU",
                    capital: "Oslo",
                    areaKm2: 324220.5,
                    population: 5_314_336,
                    currencyCode: "NOK",
                    currencyName: "Krone",
                    languages: "no,nb,nn,se,fi",
                    neighbours: "FI,RU,SE"
                )
        )
        let antarctica = try #require(data.countries.first)
        #expect(antarctica.capital == nil && antarctica.currencyCode == nil)
        #expect(
            data.cities.last
                == City(
                    id: nil,
                    geonameid: 6_696_686,
                    name: "Villa \"Las Estrellas\"",
                    country: .init("AQ"),
                    admin1: nil,
                    latitude: -62.2,
                    longitude: -58.9,
                    population: 100,
                    timezone: "Antarctica/Palmer"
                )
        )
    }

    /// Something wrong in one of the files, and the end of the sentence about it.
    struct Mistake: Sendable, CustomTestStringConvertible {
        let file: String
        let text: String
        let wrong: String
        let complaint: String
        var testDescription: String { complaint }
    }

    @Test(
        "What is wrong is found before anything is loaded",
        arguments: [
            Mistake(
                file: "cities.csv",
                text: "population,timezone",
                wrong: "people,timezone",
                complaint: "line 1: there is no column 'population'"
            ),
            Mistake(
                file: "cities.csv",
                text: "580000",
                wrong: "many",
                complaint: "line 2, column 'population': 'many' is not a whole number"
            ),
            Mistake(
                file: "cities.csv",
                text: "69.6489",
                wrong: "69N",
                complaint: "line 3, column 'latitude': '69N' is not a number"
            ),
            Mistake(
                file: "cities.csv",
                text: "69.6489",
                wrong: "96.5",
                complaint: "line 3, column 'latitude': 96.5 is not from -90 to 90"
            ),
            Mistake(
                file: "cities.csv",
                text: "524901",
                wrong: "777019",
                complaint: "line 5, column 'geonameid': '777019' is in line 4 already"
            ),
            Mistake(
                file: "cities.csv",
                text: "Moscow,RU",
                wrong: "Moscow,SU",
                complaint: "line 5, column 'country': there is no country 'SU'"
            ),
            Mistake(
                file: "cities.csv",
                text: "Moscow,RU",
                wrong: ",RU",
                complaint: "line 5, column 'name': the value is missing"
            ),
            Mistake(
                file: "countries.csv",
                text: "EG,Egypt,EGY",
                wrong: "CL,Egypt,EGY",
                complaint: "line 6, column 'iso': 'CL' is in line 5 already"
            ),
            Mistake(
                file: "countries.csv",
                text: "EG,Egypt,EGY",
                wrong: "EG,Egypt,CHL",
                complaint: "column 'iso3': two countries have the code 'CHL'"
            ),
            Mistake(
                file: "countries.csv",
                text: "EG,Egypt",
                wrong: "eg,Egypt",
                complaint: "line 6, column 'iso': a code is two capital letters, not 'eg'"
            ),
        ]
    )
    func mistakes(_ mistake: Mistake) async throws {
        let edit = { (file: String, text: String) in
            file == mistake.file ? text.replacing(mistake.text, with: mistake.wrong) : text
        }
        try await withDataFolder(edit: edit) { folder in
            let error = #expect(throws: CSVError.self) { try CityData(folder: folder.path) }
            #expect(error?.description.hasSuffix(", " + mistake.complaint) == true)
            #expect(error?.file == folder.file(mistake.file))
        }
    }

    @Test("A file with nothing but names of columns is refused")
    func noRecords() async throws {
        try await withDataFolder { folder in
            try folder.write(
                Data("iso,name,iso3,continent,capital,area_km2,population,".utf8)
                    + Data("currency_code,currency_name,languages,neighbours\n".utf8),
                to: "countries.csv"
            )
            let error = #expect(throws: CSVError.self) { try CityData(folder: folder.path) }
            #expect(error?.problem == .noRecords)
        }
    }
}
