/// One row of the answer to a query.
public struct SnapshotRow: Sendable, Equatable {
    /// The names of the columns.
    public let columns: [String]
    /// The values, in the order of the columns.
    public let values: [SnapshotValue]

    /// The value of a column; `null` also when there is no such column.
    public subscript(column: String) -> SnapshotValue {
        columns.firstIndex(of: column).map { values[$0] } ?? .null
    }
}
