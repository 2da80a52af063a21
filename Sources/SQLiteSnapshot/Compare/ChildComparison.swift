/// Compares the tables of structures and of leaves.
struct ChildComparison {
    private let files: ComparedFiles
    private let before: [String: [String: String]]
    private let after: [String: [String: String]]

    init(files: ComparedFiles) throws(SnapshotError) {
        self.files = files
        before = try Self.tables(of: files.before)
        after = try Self.tables(of: files.after)
    }

    /// The tables by model and field.
    private static func tables(
        of file: SnapshotFile
    ) throws(SnapshotError) -> [String: [String: String]] {
        let isThere = try file.connection.integer(
            "SELECT count(*) FROM sqlite_schema WHERE name = 'stdnet_child'"
        )
        var tables: [String: [String: String]] = [:]
        guard isThere > 0 else { return tables }
        for row in try file.connection.rows("SELECT model, field, table_name FROM stdnet_child") {
            guard case .text(let model) = row[0], case .text(let field) = row[1],
                case .text(let table) = row[2]
            else { continue }
            tables[model, default: [:]][field] = table
        }
        return tables
    }

    /// Of how many objects each structure of a model differs; a shared one counts as one.
    func differences(of model: String) throws(SnapshotError) -> [String: Int] {
        var differences: [String: Int] = [:]
        for (field, old) in before[model] ?? [:] {
            guard let new = after[model]?[field] else { continue }
            let columns = try files.columns(of: old, in: "before")
            guard try columns == files.columns(of: new, in: "after") else { continue }
            let owner = columns.first == "owner_id" ? "owner_id" : "1"
            let (first, second) = ("before.\(old.quoted)", "after.\(new.quoted)")
            let count = try files.connection.integer(
                """
                SELECT count(DISTINCT \(owner)) FROM (
                    SELECT * FROM (SELECT * FROM \(first) EXCEPT SELECT * FROM \(second))
                    UNION ALL
                    SELECT * FROM (SELECT * FROM \(second) EXCEPT SELECT * FROM \(first))
                )
                """
            )
            if count > 0 { differences[field] = count }
        }
        return differences
    }
}
