import Foundation

/// A folder with countries and cities.
struct DataFolder: Sendable {
    /// Countries in the form of the example's file.
    static let countries = """
        iso,name,iso3,continent,capital,area_km2,population,currency_code,currency_name,languages,neighbours
        AQ,Antarctica,ATA,AN,,14000000,0,,,,
        AU,Australia,AUS,OC,Canberra,7686850,24992369,AUD,Dollar,en-AU,
        BR,Brazil,BRA,SA,Brasilia,8511965,209469333,BRL,Real,"pt-BR,es,en,fr","SR,PE,BO,UY,GY,PY,GF,VE,CO,AR"
        CL,Chile,CHL,SA,Santiago,756950,18729160,CLP,Peso,es-CL,"PE,BO,AR"
        EG,Egypt,EGY,AF,Cairo,1001450,98423595,EGP,Pound,"ar-EG,en,fr","LY,SD,IL,PS"
        IN,India,IND,AS,New Delhi,3287590,1352617328,INR,Rupee,"en-IN,hi","CN,NP,MM,BT,PK,BD"
        JP,Japan,JPN,AS,Tokyo,377835,126529100,JPY,Yen,ja,
        MX,Mexico,MEX,NA,Mexico City,1972550,126190788,MXN,Peso,es-MX,"GT,US,BZ"
        NO,Norway,NOR,EU,Oslo,324220.5,5314336,NOK,Krone,"no,nb,nn,se,fi","FI,RU,SE"
        RU,Russia,RUS,EU,Moscow,17100000,144478050,RUB,Ruble,ru,
        SN,Senegal,SEN,AF,Dakar,196190,15854360,XOF,Franc,"fr-SN,wo","GN,MR,GW,GM,ML"
        US,United States,USA,NA,Washington,9629091,327167434,USD,Dollar,"en-US,es-US","CA,MX"

        """

    /// Some cities in the form of the example's file, so that most questions have an answer.
    static let knownCities = """
        geonameid,name,country,admin1,latitude,longitude,population,timezone
        3143244,Oslo,NO,12,59.91273,10.74609,580000,Europe/Oslo
        3133880,Tromsø,NO,54,69.6489,18.95508,52436,Europe/Oslo
        777019,Vadsø,NO,54,70.07,29.75,5064,Europe/Oslo
        524901,Moscow,RU,48,55.75222,37.61556,10381222,Europe/Moscow
        498817,Saint Petersburg,RU,66,59.93863,30.31413,5351935,Europe/Moscow
        4250542,Springfield,US,IL,39.80172,-89.64371,116565,America/Chicago
        4951788,Springfield,US,MA,42.10148,-72.58981,153703,America/New_York
        1850147,Tokyo,JP,40,35.6895,139.69171,9733276,Asia/Tokyo
        2253354,Dakar,SN,01,14.6937,-17.44406,2476400,Africa/Dakar
        360630,Cairo,EG,11,30.06263,31.24967,9606916,Africa/Cairo
        2147714,"Sydney",AU,02,-33.86785,151.20732,4627345,Australia/Sydney
        3985621,San José del Cabo,MX,03,23.05888,-109.69771,100500,America/Mazatlan
        6696686,,AQ,,-62.2,-58.9,100,Antarctica/Palmer

        """.replacing("6696686,,AQ", with: "6696686,\"Villa \"\"Las Estrellas\"\"\",AQ")

    fileprivate let url: URL

    /// The path of the folder.
    var path: String { url.path }

    /// The path of a file in the folder, which need not be there.
    func file(_ name: String) -> String { url.appendingPathComponent(name).path }

    /// Writes one of the files anew.
    func write(_ bytes: Data, to name: String) throws {
        try bytes.write(to: url.appendingPathComponent(name))
    }

    fileprivate static func cities(_ count: Int) -> String {
        let countries = ["IN", "BR", "CL", "JP", "MX", "NO"]
        let zones = ["Asia/Kolkata", "America/Sao_Paulo", "America/Santiago", "Asia/Tokyo"]
        return (0..<count).map { number in
            let name = (number.isMultiple(of: 7) ? "San " : "") + "Neuburg \(number)"
            return "\(number + 1),\(name),\(countries[number % 6]),,1.5,-2,\(number * 997),"
                + "\(zones[number % 4])\n"
        }.joined()
    }
}

/// Makes a folder with countries and cities for the time of a closure.
///
/// - Parameters:
///   - moreCities: How many cities there are besides those known; they fill several sessions.
///   - edit: Changes the text of a file, by its name.
///   - body: What is done with it.
/// - Returns: what the closure returns.
/// - Throws: what the closure throws.
func withDataFolder<Result>(
    moreCities: Int = 0,
    edit: (_ file: String, _ text: String) -> String = { $1 },
    _ body: (DataFolder) async throws -> Result
) async throws -> Result {
    let folder = DataFolder(
        url: FileManager.default.temporaryDirectory
            .appendingPathComponent("stdnet-cities-\(UInt64.random(in: 0...UInt64.max))")
    )
    try FileManager.default.createDirectory(at: folder.url, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder.url) }
    let cities = DataFolder.knownCities + DataFolder.cities(moreCities)
    try folder.write(Data(edit("countries.csv", DataFolder.countries).utf8), to: "countries.csv")
    try folder.write(Data(edit("cities.csv", cities).utf8), to: "cities.csv")
    return try await body(folder)
}
