import StdnetBackend

/// The table of what objects of a model have besides their fields: a structure under a key of its own,
/// or the leaves of JSON that is spread over the hash.
struct ChildPlan: Sendable {
    /// What the rows come from.
    enum Source: Sendable {
        case structure(StructureSchema)
        /// The fields of the hash whose names start with that of a field and `__`.
        case leaves(attribute: String)
    }

    let source: Source
    /// The name of the table.
    let name: String
    /// The table of the model and its primary key.
    let owner: String
    let ownerID: String
    let hasIntegerOwner: Bool

    /// What it is called in the model.
    var field: String {
        switch source {
        case .structure(let structure): structure.name
        case .leaves(let attribute): attribute
        }
    }

    /// What it is, as the table `stdnet_child` says.
    var kind: String {
        switch source {
        case .structure(let structure): structure.type.rawValue
        case .leaves: "leaves"
        }
    }

    /// Whether all objects share one, so that no row has an owner.
    var isShared: Bool {
        if case .structure(let structure) = source { structure.isStatic } else { false }
    }

    /// What Redis calls the type of the key.
    var type: StoredType {
        guard case .structure(let structure) = source else { return .hash }
        return switch structure.type {
        case .list: .list
        case .set: .set
        case .zset, .series: .sortedSet
        case .hash: .hash
        case .string, .array: .string
        }
    }

    /// Whether the values are numbers of eight bytes in one string.
    var isArray: Bool {
        if case .structure(let structure) = source { structure.type == .array } else { false }
    }

    /// Whether values are bytes; else they are text, JSON included.
    var hasBytes: Bool {
        guard case .structure(let structure) = source else { return false }
        return structure.coding == .bytes || structure.type == .string
    }

    /// The columns besides the owner, and how many of them are in the primary key.
    private var columns: (names: [String], keyWidth: Int) {
        let value = "value \(hasBytes ? "BLOB" : "TEXT") NOT NULL"
        guard case .structure(let structure) = source else {
            return (["path TEXT NOT NULL", value], 1)
        }
        return switch structure.type {
        case .list: (["position INTEGER NOT NULL", value], 1)
        case .set: ([value], 1)
        case .zset, .series: ([value, "score REAL NOT NULL"], 1)
        case .hash: (["field TEXT NOT NULL", value], 1)
        case .string: ([value], 0)
        case .array: (["position INTEGER NOT NULL", "value REAL"], 1)
        }
    }

    /// How many columns the table has.
    var width: Int { columns.names.count + (isShared ? 0 : 1) }

    /// The statement that makes the table.
    var creation: String {
        var lines = columns.names
        var key = lines.prefix(columns.keyWidth).map { String($0.prefix { $0 != " " }) }
        if !isShared {
            lines.insert(
                "owner_id \(hasIntegerOwner ? "INTEGER" : "TEXT") NOT NULL "
                    + "REFERENCES \(owner.quoted) (\(ownerID.quoted))",
                at: 0
            )
            key.insert("owner_id", at: 0)
        }
        if !key.isEmpty { lines.append("PRIMARY KEY (\(key.joined(separator: ", ")))") }
        return "CREATE TABLE \(name.quoted) (\n    \(lines.joined(separator: ",\n    "))\n) STRICT"
            + (key.isEmpty ? "" : ", WITHOUT ROWID")
    }

    /// The order in which a restore reads the rows: one owner after the other.
    var order: String {
        let key = columns.names.prefix(columns.keyWidth).map { String($0.prefix { $0 != " " }) }
        let all = (isShared ? [] : ["owner_id"]) + key
        return all.isEmpty ? "" : "ORDER BY \(all.joined(separator: ", "))"
    }
}

extension TablePlan {
    /// Plans the tables of structures and leaves, whose names come after those of all models.
    func children(_ names: inout UniqueNames) -> [ChildPlan] {
        let sources =
            schema.structures.map { ChildPlan.Source.structure($0) }
            + schema.fields.filter(\.isFlattened).map { .leaves(attribute: $0.attribute) }
        return sources.map { source in
            let field =
                switch source {
                case .structure(let structure): structure.name
                case .leaves(let attribute): attribute
                }
            return ChildPlan(
                source: source,
                name: names.take("\(name)_\(field)"),
                owner: name,
                ownerID: id,
                hasIntegerOwner: hasIntegerID
            )
        }
    }
}
