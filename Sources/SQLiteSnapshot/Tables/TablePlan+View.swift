extension TablePlan {
    /// How many tables SQLite joins at most is 64, and how many columns a view has is 2000.
    private static let joinLimit = 60
    private static let columnLimit = 1900

    /// The statement that makes the view: all columns of the table, then those of each object that a
    /// reference leads to, as `country_id_name`; nil without references.
    func joinedView(among plans: [TablePlan]) -> String? {
        guard let view else { return nil }
        var names = UniqueNames()
        var columns = ([id] + self.columns.map(\.name)).map { name in
            "t.\(name.quoted) AS \(names.take(name).quoted)"
        }
        var joins = ""
        let references = self.columns.compactMap { column in
            column.target.map { (column: column, target: plans[$0]) }
        }
        for (number, reference) in references.prefix(Self.joinLimit).enumerated() {
            let target = reference.target
            guard columns.count + target.columns.count < Self.columnLimit else { break }
            let alias = "r\(number)"
            joins +=
                "\n    LEFT JOIN \(target.name.quoted) AS \(alias) "
                + "ON \(alias).\(target.id.quoted) = t.\(reference.column.name.quoted)"
            columns += target.columns.map { column in
                let name = names.take("\(reference.column.name)_\(column.name)")
                return "\(alias).\(column.name.quoted) AS \(name.quoted)"
            }
        }
        return "CREATE VIEW \(view.quoted) AS SELECT \(columns.joined(separator: ", "))"
            + "\n    FROM \(name.quoted) AS t\(joins)"
    }
}
