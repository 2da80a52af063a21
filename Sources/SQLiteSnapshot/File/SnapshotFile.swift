/// A snapshot, open for reading.
///
/// ```swift
/// let snapshot = try SnapshotFile(path: "cities.sqlite")
/// let big = try snapshot.query(
///     "SELECT name FROM geo_city WHERE population > ? ORDER BY name", 5_000_000)
/// for city in big { print(city["name"]) }
/// ```
public final class SnapshotFile {
    /// Where the file is.
    public let path: String
    /// What the file says about itself.
    public let metadata: SnapshotMetadata
    /// The models in the order of their names, each with its table.
    public let models: [SnapshotSummary.Model]
    let connection: SQLiteConnection

    /// Opens a snapshot.
    ///
    /// - Throws: ``SnapshotError/notASnapshot(path:reason:)`` for any other file, and for one of a
    ///   format that is not known yet.
    public init(path: String) throws(SnapshotError) {
        self.path = path
        connection = try SQLiteConnection(path: path, mode: .readOnly)
        try Self.checkOrigin(connection, path)
        let format = try connection.integer("PRAGMA user_version")
        guard format == SnapshotMetadata.currentFormat else {
            throw .notASnapshot(path: path, reason: "its format is \(format)")
        }
        metadata = try SnapshotFormat.metadata(of: connection, path: path)
        models = try SnapshotFormat.models(of: connection)
    }

    private static func checkOrigin(
        _ connection: SQLiteConnection,
        _ path: String
    ) throws(SnapshotError) {
        do throws(SnapshotError) {
            let id = try connection.integer("PRAGMA application_id")
            guard id == SnapshotFormat.applicationID else {
                throw .notASnapshot(path: path, reason: "another program wrote it")
            }
        } catch {
            throw error.isForeignFile
                ? .notASnapshot(path: path, reason: "it is not a file of SQLite") : error
        }
    }

    /// How many rows a table has.
    public func count(of table: String) throws(SnapshotError) -> Int {
        try connection.integer("SELECT count(*) FROM \(table.quoted)")
    }

    /// Runs one statement of SQL, with a value for each `?` in it, and answers all its rows.
    public func query(
        _ sql: String,
        _ arguments: SnapshotValue...
    ) throws(SnapshotError) -> [SnapshotRow] {
        let statement = try SQLiteStatement(sql, on: connection)
        let columns = statement.columns
        return try statement.rows(arguments).map { SnapshotRow(columns: columns, values: $0) }
    }
}
