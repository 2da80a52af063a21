/// Compares the tables of the models.
struct RowComparison {
    let files: ComparedFiles
    let limit: Int

    func run(
        into difference: inout SnapshotDifference,
        _ progress: (SnapshotProgress) -> Void
    ) throws(SnapshotError) {
        let children = try ChildComparison(files: files)
        let before = tables(of: files.before)
        let after = tables(of: files.after)
        let names = Set(before.keys).union(after.keys).sorted()
        for (position, name) in names.enumerated() {
            progress(
                SnapshotProgress(step: .objects, model: name, done: position, total: names.count)
            )
            var model = SnapshotDifference.Model(name: name)
            switch (before[name], after[name]) {
            case (let old?, let new?):
                model.rejects = new.rejects - old.rejects
                try compare(old.table, new.table, &model, into: &difference.rows)
                model.structures = try children.differences(of: name)
            case (let old?, nil):
                model.change = .removed
                model.rows.removed = old.rows
            case (nil, let new?):
                model.change = .added
                model.rows.added = new.rows
            case (nil, nil): continue
            }
            if !model.isEmpty { difference.models.append(model) }
        }
    }

    private func tables(of file: SnapshotFile) -> [String: SnapshotSummary.Model] {
        Dictionary(file.models.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private func compare(
        _ old: String,
        _ new: String,
        _ model: inout SnapshotDifference.Model,
        into rows: inout [SnapshotDifference.Row]
    ) throws(SnapshotError) {
        let before = try files.columns(of: old, in: "before")
        let after = try files.columns(of: new, in: "after")
        guard let id = before.first, let newID = after.first else { return }
        model.removedColumns = before.filter { !after.contains($0) && $0 != id }
        model.addedColumns = after.filter { !before.contains($0) && $0 != newID }
        let tables = Tables(old: old, new: new, oldID: id, newID: newID)
        let shared = before.dropFirst().filter { after.contains($0) && $0 != newID }
        try findAlone(tables, &model, into: &rows)
        if !shared.isEmpty { try findChanged(tables, Array(shared), &model, into: &rows) }
    }

    /// Two tables of one model, and their primary keys.
    private struct Tables {
        let old: String
        let new: String
        let oldID: String
        let newID: String

        /// Both joined by id.
        var joined: String {
            "before.\(old.quoted) AS a JOIN after.\(new.quoted) AS b "
                + "ON a.\(oldID.quoted) = b.\(newID.quoted)"
        }

        /// What only the first one has.
        var removed: String {
            "before.\(old.quoted) AS a WHERE NOT EXISTS (SELECT 1 FROM after.\(new.quoted) AS b "
                + "WHERE b.\(newID.quoted) = a.\(oldID.quoted))"
        }

        /// What only the second one has.
        var added: String {
            "after.\(new.quoted) AS b WHERE NOT EXISTS (SELECT 1 FROM before.\(old.quoted) AS a "
                + "WHERE a.\(oldID.quoted) = b.\(newID.quoted))"
        }
    }

    private func findAlone(
        _ tables: Tables,
        _ model: inout SnapshotDifference.Model,
        into rows: inout [SnapshotDifference.Row]
    ) throws(SnapshotError) {
        let connection = files.connection
        model.rows.removed = try connection.integer("SELECT count(*) FROM \(tables.removed)")
        model.rows.added = try connection.integer("SELECT count(*) FROM \(tables.added)")
        let queries: [(SnapshotDifference.Change, String, Int)] = [
            (.removed, "a.\(tables.oldID.quoted) FROM \(tables.removed)", model.rows.removed),
            (.added, "b.\(tables.newID.quoted) FROM \(tables.added)", model.rows.added),
        ]
        for (change, query, count) in queries where count > 0 && rows.count < limit {
            let left = limit - rows.count
            for row in try connection.rows("SELECT \(query) ORDER BY 1 LIMIT \(left)") {
                rows.append(
                    SnapshotDifference.Row(
                        model: model.name,
                        id: row[0],
                        change: change,
                        fields: []
                    )
                )
            }
        }
    }

    private func findChanged(
        _ tables: Tables,
        _ columns: [String],
        _ model: inout SnapshotDifference.Model,
        into rows: inout [SnapshotDifference.Row]
    ) throws(SnapshotError) {
        let connection = files.connection
        let differences = columns.map { "a.\($0.quoted) IS NOT b.\($0.quoted)" }
        let condition = differences.joined(separator: " OR ")
        let sums = differences.map { "total(\($0))" }.joined(separator: ", ")
        let counted = try connection.rows(
            "SELECT count(*), \(sums) FROM \(tables.joined) WHERE \(condition)"
        )
        guard let row = counted.first, case .integer(let count) = row[0], count > 0 else { return }
        model.rows.changed = count
        for (column, value) in zip(columns, row.dropFirst()) {
            if case .real(let sum) = value, sum > 0 { model.fields[column] = Int(sum) }
        }
        guard rows.count < limit else { return }
        let values = columns.map { "a.\($0.quoted), b.\($0.quoted)" }.joined(separator: ", ")
        let listed = try connection.rows(
            """
            SELECT a.\(tables.oldID.quoted), \(values) FROM \(tables.joined) WHERE \(condition)
            ORDER BY 1 LIMIT \(limit - rows.count)
            """
        )
        for row in listed {
            let fields = columns.enumerated().compactMap {
                position,
                column -> SnapshotDifference.Row.Field? in
                let (before, after) = (row[1 + position * 2], row[2 + position * 2])
                guard before != after else { return nil }
                return .init(name: column, before: before, after: after)
            }
            rows.append(
                SnapshotDifference.Row(
                    model: model.name,
                    id: row[0],
                    change: .changed,
                    fields: fields
                )
            )
        }
    }
}
