internal import StdnetODM

/// What a question was answered: how many there are, and the first of them.
public struct Answer: Sendable, Equatable {
    /// One value of a row.
    public enum Value: Sendable, Equatable {
        /// A text.
        case text(String)
        /// A whole number.
        case integer(Int)
        /// No value.
        case missing
    }

    /// How many there are.
    public let count: Int
    /// The names of the columns.
    public let columns: [String]
    /// The first of them, a value for each column.
    public let rows: [[Value]]

    /// Makes an answer.
    public init(count: Int, columns: [String] = [], rows: [[Value]] = []) {
        self.count = count
        self.columns = columns
        self.rows = rows
    }
}

extension Answer.Value: CustomStringConvertible {
    /// The value as a table shows it.
    public var description: String {
        switch self {
        case .text(let text): text
        case .integer(let number): "\(number)"
        case .missing: "-"
        }
    }
}

extension Answer {
    /// Shows cities by what identifies them for people.
    init(count: Int, _ cities: [City]) {
        self.init(
            count: count,
            columns: ["name", "country", "population"],
            rows: cities.map { city in
                [
                    .text(city.name), city.country.id.map(Value.text) ?? .missing,
                    .integer(city.population),
                ]
            }
        )
    }

    /// Shows countries by what identifies them for people.
    init(count: Int, _ countries: [Country]) {
        self.init(
            count: count,
            columns: ["iso", "name", "capital"],
            rows: countries.map { country in
                [
                    .text(country.iso), .text(country.name),
                    country.capital.map(Value.text) ?? .missing,
                ]
            }
        )
    }
}
