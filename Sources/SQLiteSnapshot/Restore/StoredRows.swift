package import StdnetBackend

/// The rows of a model as its objects are at rest, page by page in the order of their ids.
package final class StoredRows {
    /// A value of a row.
    package enum Value {
        /// What is stored for it.
        case bytes(Bytes)
        /// A number with a fraction, or the seconds of a moment: the text of it is the mapper's.
        case number(Double)
    }

    /// One object.
    package struct Row {
        /// The id as it is stored.
        package let id: Bytes
        /// The same as SQLite has it: where the next page begins.
        package let place: SnapshotValue
        /// The values by the positions of their fields, nil where there is none; the leaves of
        /// flattened JSON are not among them.
        package let values: [Int: Value?]
    }

    private let schema: ModelSchema
    private let fields: [FieldSchema]
    private let statement: SQLiteStatement
    private let hasTextDates: Bool

    /// Opens the table of a model.
    ///
    /// - Throws: ``SnapshotError/sqlite(code:message:)`` where the file has no such table.
    package init(
        of model: SnapshotSummary.Model,
        _ schema: ModelSchema,
        in file: SnapshotFile
    ) throws(SnapshotError) {
        self.schema = schema
        hasTextDates = file.metadata.dates == .text
        let info = try file.connection.rows(
            "SELECT name FROM pragma_table_info(?) ORDER BY cid",
            [.text(model.table)]
        )
        let columns = info.compactMap { row in
            if case .text(let name)? = row.first { name.quoted } else { nil }
        }
        fields = schema.fields.filter { !$0.isFlattened }
        guard columns.count == fields.count + 1 else {
            throw .damaged("the table of '\(schema.name)' has other columns than its schema")
        }
        // Texts sort after numbers, and blobs after texts: NULL stands for the start of both.
        statement = try SQLiteStatement(
            """
            SELECT \(columns.joined(separator: ", ")) FROM \(model.table.quoted)
            WHERE ?1 IS NULL OR \(columns[0]) > ?1 ORDER BY \(columns[0]) LIMIT ?2
            """,
            on: file.connection
        )
    }

    /// The next rows after a place, at most so many; none at the end.
    package func rows(
        after place: SnapshotValue,
        limit: Int
    ) throws(SnapshotError) -> [Row] {
        var rows: [Row] = []
        for cells in try statement.rows([place, .integer(limit)]) {
            guard case .bytes(let id)? = try value(cells[0], .text) else {
                throw .damaged("a row of '\(schema.name)' has no id")
            }
            var values: [Int: Value?] = [:]
            var columns = cells.dropFirst()
            for (position, field) in schema.fields.enumerated() where !field.isFlattened {
                guard let cell = columns.popFirst() else { break }
                values[position] = .some(try value(cell, field.kind))
            }
            rows.append(Row(id: id, place: cells[0], values: values))
        }
        return rows
    }

    private func value(
        _ cell: SnapshotValue,
        _ kind: ValueKind
    ) throws(SnapshotError) -> Value? {
        switch cell {
        case .null: return nil
        case .integer(let number): return .bytes(Bytes(String(number).utf8))
        case .real(let number): return .number(number)
        case .blob(let bytes): return .bytes(bytes)
        case .text(let text):
            guard hasTextDates, kind == .date || kind == .day else {
                return .bytes(Bytes(text.utf8))
            }
            guard let seconds = CalendarReading(text)?.seconds else {
                throw .damaged("'\(text)' of '\(schema.name)' is neither a day nor a moment")
            }
            return kind == .day
                ? .bytes(Bytes(String(Int(seconds)).utf8)) : .number(seconds)
        }
    }
}

extension SnapshotFile {
    /// The models with their descriptions, in the order of their names.
    package var schemas: [(model: SnapshotSummary.Model, schema: ModelSchema)] {
        get throws(SnapshotError) {
            var schemas: [(SnapshotSummary.Model, ModelSchema)] = []
            for model in models {
                let rows = try connection.rows(
                    "SELECT schema FROM stdnet_model WHERE model = ?",
                    [.text(model.name)]
                )
                guard case .text(let json)? = rows.first?.first else {
                    throw .invalidSchema(model: model.name, reason: "the file has none")
                }
                schemas.append((model, try ModelSchema(stored: Bytes(json.utf8), of: model.name)))
            }
            return schemas
        }
    }
}
