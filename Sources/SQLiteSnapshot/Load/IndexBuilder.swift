import StdnetBackend

/// Makes the indexes of a loaded table; objects that share a unique value make way for the first.
struct IndexBuilder {
    let plan: TablePlan
    let connection: SQLiteConnection

    /// Makes all indexes and answers how many objects were turned away.
    func build() throws(SnapshotError) -> Int { try build(plan.columns) }

    /// Makes the indexes of some columns anew.
    func rebuild(_ columns: [TablePlan.Column]) throws(SnapshotError) -> Int {
        // All of them first: SQLite looks into every index of a row that it removes.
        for column in columns {
            guard let index = column.index else { continue }
            try connection.execute("DROP INDEX \(index.name.quoted)")
        }
        return try build(columns)
    }

    private func build(_ columns: [TablePlan.Column]) throws(SnapshotError) -> Int {
        var rejected = 0
        for column in columns {
            guard let index = column.index else { continue }
            let creation = plan.creation(of: index, on: column)
            do throws(SnapshotError) {
                try connection.execute(creation)
            } catch {
                guard index.isUnique, error.isDuplicate else { throw error }
                rejected += try removeDuplicates(in: column)
                try connection.execute(creation)
            }
        }
        return rejected
    }

    /// Leaves a unique value to the object with the lowest id.
    ///
    /// The others lose it where it is optional, else they are turned away.
    private func removeDuplicates(in column: TablePlan.Column) throws(SnapshotError) -> Int {
        let (table, id, name) = (plan.name.quoted, plan.id.quoted, column.name.quoted)
        try connection.execute(
            """
            CREATE TEMP TABLE repeated AS SELECT id, value FROM (
                SELECT \(id) AS id, \(name) AS value,
                    row_number() OVER (PARTITION BY \(name) ORDER BY \(id)) AS place
                FROM \(table) WHERE \(name) IS NOT NULL
            ) WHERE place > 1
            """
        )
        try connection.rows(
            """
            INSERT INTO reject (model, id, field, bytes, reason)
            SELECT ?, id, ?, CAST(value AS BLOB), ? FROM repeated ORDER BY id
            """,
            [
                .text(plan.schema.name), .text(column.attribute),
                .text(Misfit.duplicate.reason),
            ]
        )
        let chosen = "WHERE \(id) IN (SELECT id FROM repeated)"
        let changed = try connection.changes(
            column.isOptional
                ? "UPDATE \(table) SET \(name) = NULL \(chosen)" : "DELETE FROM \(table) \(chosen)"
        )
        try connection.execute("DROP TABLE repeated")
        return column.isOptional ? 0 : changed
    }
}
