import StdnetBackend
import StdnetRDB

/// Makes rows of the hashes of one model, as long as all that they hold simply fits.
///
/// Of any other object it only says so: then somebody else looks at it, who knows what to do.
struct RowDecoder {
    private struct Column {
        let kind: ValueKind
        let isRequired: Bool
        let name: Range<Int>
    }

    private let hasIntegerID: Bool
    private let dates: SnapshotDates
    private let columns: [Column]
    /// The names of all columns in the hash, one behind the other.
    private let names: Bytes
    /// The row that is made, its id first.
    private(set) var row = RowBuffer()
    private var fits = true
    /// Where the next field is looked for first: objects of a model have theirs in one order.
    private var next = 0

    init(_ plan: TablePlan, dates: SnapshotDates) {
        self.dates = dates
        hasIntegerID = plan.hasIntegerID
        var names: Bytes = []
        columns = plan.columns.map { column in
            let start = names.count
            names.append(contentsOf: column.attribute.utf8)
            return Column(
                kind: column.kind,
                // What had another name before may be there under that.
                isRequired: !column.isOptional || column.formerly != nil,
                name: start..<names.count
            )
        }
        self.names = names
    }

    /// Begins with an object; false when what is behind the prefix of its key is no id.
    @inline(__always)
    mutating func begin(_ id: RawBytes) -> Bool {
        row.removeAll()
        if hasIntegerID {
            guard let number = Int(decimal: id) else { return false }
            row.append(number)
        } else {
            row.append(text: id)
        }
        row.appendNulls(columns.count)
        fits = true
        next = 0
        return true
    }

    /// Takes a field of the object.
    @inline(__always)
    mutating func field(_ name: RDBString, _ value: RDBString) {
        guard let position = name.withBytes({ position(of: $0) }) else { return }
        next = position + 1
        let kind = columns[position].kind
        if case .integer(let number) = value, kind == .integer {
            row.append(number)
        } else {
            let dates = dates
            let misfit = value.withBytes { row.append($0, as: kind, dates: dates) }
            guard misfit == nil else { return fits = false }
        }
        row.moveLast(to: position + 1)
    }

    /// Whether the row is complete and all of it fits.
    @inline(__always)
    func end() -> Bool {
        guard fits else { return false }
        for position in columns.indices where columns[position].isRequired {
            if case .null = row.cells[position + 1] { return false }
        }
        return true
    }

    @inline(__always)
    private func position(of name: RawBytes) -> Int? {
        names.withUnsafeBytes { names in
            if next < columns.count, names[columns[next].name].elementsEqual(name) { return next }
            return columns.firstIndex { names[$0.name].elementsEqual(name) }
        }
    }
}
