public import StdnetODM

/// One thing that the library can do, as a question about the cities.
public struct CityQuery: Sendable {
    /// What is asked.
    public let title: String
    /// The same question to a snapshot: a statement that answers the count; nil where there is none.
    public let sql: String?
    private let ask: @Sendable (Database) async throws -> Answer

    init(
        _ title: String,
        sql: String?,
        _ ask: @escaping @Sendable (Database) async throws -> Answer
    ) {
        self.title = title
        self.sql = sql
        self.ask = ask
    }

    /// Asks a database.
    ///
    /// - Throws: `FetchFailure`, `CommitFailure`, or ``BrokenPromise`` when the answer is not what
    ///   the library promises.
    public func answer(from database: Database) async throws -> Answer { try await ask(database) }

    /// All questions, in the order in which they are worth reading.
    public static var all: [CityQuery] {
        lookups + texts + relations + combinations + orders + readings + changes
    }

    /// How many rows an answer shows at most.
    static let shown = 5
}

/// The library did not do what it promises.
public struct BrokenPromise: Error, Equatable, CustomStringConvertible {
    /// One sentence that says what.
    public let description: String
}
