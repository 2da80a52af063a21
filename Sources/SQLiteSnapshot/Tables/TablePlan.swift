import StdnetBackend

/// How the objects of a model become the rows of a table.
struct TablePlan: Sendable {
    /// A column other than the id.
    struct Column: Sendable {
        let name: String
        let attribute: String
        /// How the stored bytes are read: for a reference, as the id that they are.
        let kind: ValueKind
        let isOptional: Bool
        let index: Index?
        /// Where the table is that a reference refers to; nil also when the database does not
        /// describe that model.
        let target: Int?
    }

    struct Index: Sendable {
        let name: String
        let isUnique: Bool
    }

    let schema: ModelSchema
    let name: String
    /// The name of the primary key's column.
    let id: String
    let columns: [Column]

    /// Whether an id is a number in the table; otherwise it is text.
    var hasIntegerID: Bool { schema.id.kind == .integer }
    /// Whether something has to be stored for an object.
    var hasRequiredColumn: Bool { columns.contains { !$0.isOptional } }

    /// The statement that makes the table, without its indexes.
    func creation(among plans: [TablePlan], dates: SnapshotDates) -> String {
        var lines = ["\(id.quoted) \(hasIntegerID ? "INTEGER" : "TEXT") PRIMARY KEY NOT NULL"]
        for column in columns {
            var line = "\(column.name.quoted) "
            if let target = column.target.map({ plans[$0] }) {
                line += target.hasIntegerID ? "INTEGER" : "TEXT"
            } else {
                line += column.kind.columnType(dates)
            }
            if !column.isOptional { line += " NOT NULL" }
            if column.kind == .boolean { line += " CHECK (\(column.name.quoted) IN (0, 1))" }
            if let target = column.target.map({ plans[$0] }) {
                line += " REFERENCES \(target.name.quoted) (\(target.id.quoted))"
            }
            lines.append(line)
        }
        return "CREATE TABLE \(name.quoted) (\n    \(lines.joined(separator: ",\n    "))\n) STRICT"
    }

    /// The statement that makes the index of a column.
    func creation(of index: Index, on column: Column) -> String {
        "CREATE \(index.isUnique ? "UNIQUE " : "")INDEX \(index.name.quoted) "
            + "ON \(name.quoted) (\(column.name.quoted))"
    }
}

extension ValueKind {
    /// The type of a column of these values.
    func columnType(_ dates: SnapshotDates) -> String {
        switch self {
        case .integer, .boolean: "INTEGER"
        case .float: "REAL"
        case .text: "TEXT"
        case .date: dates == .text ? "TEXT" : "REAL"
        case .day: dates == .text ? "TEXT" : "INTEGER"
        }
    }
}
