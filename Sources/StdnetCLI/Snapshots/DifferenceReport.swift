internal import SQLiteSnapshot
internal import StdnetBackend

/// What two databases differ in, as `--json` prints it.
struct DifferenceReport: Encodable {
    struct Counts: Encodable {
        let added: Int
        let removed: Int
        let changed: Int

        init(_ counts: SnapshotDifference.Counts) {
            added = counts.added
            removed = counts.removed
            changed = counts.changed
        }

        var text: String {
            [(added, "added"), (removed, "removed"), (changed, "changed")]
                .filter { $0.0 > 0 }.map { "\($0.0.grouped) \($0.1)" }.joined(separator: ", ")
        }
    }

    struct Model: Encodable {
        let model: String
        let change: String?
        let rows: Counts
        let fields: [String: Int]
        let structures: [String: Int]
        let addedColumns: [String]
        let removedColumns: [String]
        let rejects: Int

        private enum CodingKeys: String, CodingKey {
            case model, change, rows, fields, structures, rejects
            case addedColumns = "added_columns"
            case removedColumns = "removed_columns"
        }
    }

    struct Row: Encodable {
        let model: String
        let id: String
        let change: String
        let fields: [String: [String?]]
    }

    struct Key: Encodable {
        let key: String
        let database: Int
        let type: String
        let change: String
        let aspects: [String]
    }

    let before: String
    let after: String
    let isEqual: Bool
    let models: [Model]
    let keys: [String: Counts]?
    let libraries: Counts
    let rows: [Row]
    let changedKeys: [Key]

    private enum CodingKeys: String, CodingKey {
        case before, after, models, keys, libraries, rows
        case isEqual = "equal"
        case changedKeys = "changed_keys"
    }

    init(_ difference: SnapshotDifference, before: String, after: String) {
        self.before = Self.shown(before)
        self.after = Self.shown(after)
        isEqual = difference.isEmpty
        models = difference.models.map { model in
            Model(
                model: model.name,
                change: model.change?.rawValue,
                rows: Counts(model.rows),
                fields: model.fields,
                structures: model.structures,
                addedColumns: model.addedColumns,
                removedColumns: model.removedColumns,
                rejects: model.rejects
            )
        }
        keys = difference.keys.map { keys in
            Dictionary(uniqueKeysWithValues: keys.map { ($0.rawValue, Counts($1)) })
        }
        libraries = Counts(difference.libraries)
        rows = difference.rows.map { row in
            Row(
                model: row.model,
                id: row.id.shown ?? "",
                change: row.change.rawValue,
                fields: Dictionary(
                    row.fields.map { ($0.name, [$0.before.shown, $0.after.shown]) },
                    uniquingKeysWith: { first, _ in first }
                )
            )
        }
        changedKeys = difference.changedKeys.map { key in
            Key(
                key: String(decoding: key.name, as: UTF8.self),
                database: key.database,
                type: key.type.rawValue,
                change: key.change.rawValue,
                aspects: key.aspects.map(\.rawValue)
            )
        }
    }

    /// A URL without its password, or a path as it is.
    private static func shown(_ place: String) -> String {
        guard ComparedDatabase.isURL(place) else { return place }
        return (try? ConnectionString(place).description) ?? "a URL"
    }

    /// A line for each model and type of keys that differ, then for each row and key that is listed.
    var text: String {
        guard !isEqual else { return "\(before) and \(after) are equal.".onOneLine }
        var lines = models.map(Self.line)
        for (type, counts) in (keys ?? [:]).sorted(by: { $0.key < $1.key })
        where !counts.text.isEmpty { lines.append("keys of type \(type): \(counts.text)") }
        if !libraries.text.isEmpty { lines.append("libraries of functions: \(libraries.text)") }
        lines += rows.map { row in
            let fields = row.fields.sorted { $0.key < $1.key }.map { name, values in
                "\(name): \(values[0] ?? "NULL") -> \(values[1] ?? "NULL")"
            }
            return Self.mark(row.change) + "\(row.model) \(row.id) "
                + fields.joined(separator: ", ")
        }
        lines += changedKeys.map { key in
            Self.mark(key.change) + "\(key.type) '\(key.key)' in database \(key.database) "
                + key.aspects.joined(separator: ", ")
        }
        return lines.map(\.onOneLine).joined(separator: "\n")
    }

    private static func line(_ model: Model) -> String {
        var parts = [model.rows.text]
        if let change = model.change { parts[0] = "the model was \(change)" }
        let fields = model.fields.sorted { $0.key < $1.key }.map {
            "\($0.key) in \($0.value.grouped)"
        }
        if !fields.isEmpty { parts.append("of these " + fields.joined(separator: ", ")) }
        for (name, count) in model.structures.sorted(by: { $0.key < $1.key }) {
            parts.append("\(name) of \(count.grouped) objects")
        }
        if !model.addedColumns.isEmpty {
            parts.append("new columns " + model.addedColumns.joined(separator: ", "))
        }
        if !model.removedColumns.isEmpty {
            parts.append("lost columns " + model.removedColumns.joined(separator: ", "))
        }
        if model.rejects != 0 { parts.append("\(model.rejects) more rejects") }
        return "\(model.model): " + parts.filter { !$0.isEmpty }.joined(separator: "; ")
    }

    private static func mark(_ change: String) -> String {
        switch change {
        case "added": "+ "
        case "removed": "- "
        default: "~ "
        }
    }
}

extension SnapshotValue {
    /// The value as people read it, bytes in hexadecimal digits; nil for none.
    fileprivate var shown: String? {
        switch self {
        case .null: nil
        case .integer(let number): String(number)
        case .real(let number): String(number)
        case .text(let text): text
        case .blob(let bytes):
            "x'" + bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() + "'"
        }
    }
}
