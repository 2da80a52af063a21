/// Something that is not as it should be in a snapshot.
public enum SnapshotProblem: Sendable, Equatable {
    /// What SQLite's `integrity_check` says, or that it can't read on.
    case damage(String)
    /// A row refers to one that is not there.
    case reference(table: String, row: Int?, parent: String)
    /// A table has another number of rows than the snapshot says.
    case rows(table: String, found: Int, expected: Int)
    /// A key holds something else than when its digest was made; its name as text.
    case key(database: Int, name: String)
    /// Parts that belong to no key.
    case orphans(table: String, count: Int)
    /// The digest of all keys and libraries is another one.
    case digest(found: String, expected: String)
    /// A full snapshot without a digest.
    case noDigest
}

extension SnapshotProblem: CustomStringConvertible {
    /// One sentence.
    public var description: String {
        switch self {
        case .damage(let words): words
        case .reference(let table, let row, let parent):
            "row \(row.map(String.init) ?? "?") of \(table) refers to a row that \(parent) does not have"
        case .rows(let table, let found, let expected):
            "\(table) has \(found) rows and should have \(expected)"
        case .key(let database, let name):
            "key '\(name)' of database \(database) is not what its digest says"
        case .orphans(let table, let count): "\(count) rows of \(table) belong to no key"
        case .digest(let found, let expected):
            "the digest of the content is \(found) and should be \(expected)"
        case .noDigest: "there is no digest of the content"
        }
    }
}
