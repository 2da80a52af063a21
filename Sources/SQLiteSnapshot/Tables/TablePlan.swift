import StdnetBackend

/// How the objects of a model become the rows of a table.
struct TablePlan: Sendable {
    /// A column other than the id.
    struct Column: Sendable {
        let name: String
        let attribute: String
        /// The name in the hash before, where there is nothing under the present one.
        let formerly: String?
        /// How the stored bytes are read: for a reference, as the id that they are.
        let kind: ValueKind
        let isOptional: Bool
        let index: Index?
        /// Where the table is that a reference refers to; nil also when the database does not
        /// describe that model, and when the reference may lead nowhere.
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
    /// The tables of what objects have besides.
    var children: [ChildPlan] = []
    /// The view with what references lead to; nil without references.
    var view: String?
    /// How many columns had another name in the hash before.
    let renamedCount: Int

    init(schema: ModelSchema, name: String, id: String, columns: [Column]) {
        self.schema = schema
        self.name = name
        self.id = id
        self.columns = columns
        renamedCount = columns.count { $0.formerly != nil }
    }

    /// Whether an id is a number in the table; otherwise it is text.
    var hasIntegerID: Bool { schema.id.kind == .integer }
    /// Whether something has to be stored for an object.
    var hasRequiredColumn: Bool { columns.contains { !$0.isOptional } }
    /// What is read of an object: the names of the columns in the hash, then those that some of them
    /// had before.
    var attributes: [String] { columns.map(\.attribute) + columns.compactMap(\.formerly) }

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
        // Neither of SQLite's numbers has room for every decimal one.
        case .text, .decimal, .json: "TEXT"
        case .bytes: "BLOB"
        case .date: dates == .text ? "TEXT" : "REAL"
        case .day: dates == .text ? "TEXT" : "INTEGER"
        }
    }
}
