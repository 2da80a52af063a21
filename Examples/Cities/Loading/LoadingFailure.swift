public import StdnetODM

/// Why countries and cities were not loaded.
@nonexhaustive
public enum LoadingFailure: Error, Equatable, Sendable {
    /// There are some already.
    case occupied(namespace: String, countries: Int, cities: Int)
    /// It could not be found out whether there are some already.
    case unreadable(FetchFailure)
    /// Those that were there could not be deleted.
    case notReplaced(CommitFailure)
    /// The loading failed midway, and what was loaded was taken back, or could not be.
    case interrupted(CommitFailure, isUndone: Bool)
}

extension LoadingFailure: CustomStringConvertible {
    /// One sentence that says what to do.
    public var description: String {
        switch self {
        case .occupied(let namespace, let countries, let cities):
            (namespace.isEmpty ? "the database" : "the namespace '\(namespace)'")
                + " holds \(countries) countries and \(cities) cities already: name an empty one "
                + "by '?namespace=' in the URL, or replace them with --force"
        case .unreadable(let failure): failure.description
        case .notReplaced(let failure): "nothing was loaded: \(failure)"
        case .interrupted(let failure, isUndone: true): "nothing was loaded: \(failure)"
        case .interrupted(let failure, isUndone: false):
            "the loading stopped, and a part of the objects may be left, which --force replaces: "
                + "\(failure)"
        }
    }
}
