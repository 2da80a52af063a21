/// Hands out names that SQLite tells apart: without regard to case, each once.
struct UniqueNames {
    private var taken: Set<String>

    init(taken: Set<String> = []) { self.taken = taken }

    /// The name itself, or with the first number from 2 on that makes it new.
    mutating func take(_ wanted: String) -> String {
        var name = wanted
        var number = 2
        while !taken.insert(name.lowercased()).inserted {
            name = "\(wanted)_\(number)"
            number += 1
        }
        return name
    }

    /// A name for the table of a model that needs no quotes: `geo_city` for `geo.city`.
    ///
    /// What is neither a letter of ASCII, a digit nor an underscore becomes an underscore. A name
    /// that SQL or the snapshot keeps for itself, or that starts with a digit, gets `model_` in
    /// front.
    mutating func takeTable(model: String) -> String {
        let name = String(
            model.unicodeScalars.map { scalar -> Character in
                switch scalar {
                case "a"..."z", "A"..."Z", "0"..."9": Character(scalar)
                default: "_"
                }
            }
        )
        let lowercased = name.lowercased()
        let isReserved =
            name.isEmpty || name.isSQLKeyword || name.first?.isNumber == true
            || ["sqlite_", "stdnet_", "redis_"].contains { lowercased.hasPrefix($0) }
        return take(isReserved ? "model_" + name : name)
    }
}
