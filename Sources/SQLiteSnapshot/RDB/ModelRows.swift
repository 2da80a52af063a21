import StdnetBackend

/// The rows of models on their way into the order that tables have them in.
///
/// An entry of the sorter is a record of the number of the model, the id, and NULL, with the record of
/// the row behind it; for an object that did not simply fit, its place in the file instead of NULL.
final class ModelRows {
    /// What is known of an object.
    enum Content {
        /// The record of its row.
        case row(UnsafeRawBufferPointer)
        /// Where it is.
        case place(Int)
    }

    private static let memory = 1 << 23

    private let encoders: [RecordEncoder]
    private let sorter: RecordSorter
    private var entry = RowBuffer()

    init(_ plans: [TablePlan], beside path: String) {
        encoders = plans.map { RecordEncoder(hasRowID: $0.hasIntegerID, narrowsReals: true) }
        sorter = RecordSorter(
            width: 2,
            keyWidth: 2,
            differingFrom: plans.count > 1 ? 0 : 1,
            beside: path,
            limit: Self.memory
        )
    }

    /// Inserts a row, whose first cell is the id, or only a place for it.
    func insert(_ row: RowBuffer, of model: Int, at place: Int?) throws(SnapshotError) {
        entry.removeAll()
        entry.append(model)
        entry.appendFirst(of: row)
        if let place {
            entry.append(place)
        } else {
            entry.appendNull()
        }
        try sorter.append { arena in
            RecordEncoder().append(entry, to: &arena)
            if place == nil { encoders[model].append(row, to: &arena) }
        }
    }

    /// Gives all of them, model after model in the order of the ids; of several with one id, the one
    /// that came first.
    func drain(
        _ body: (_ model: Int, _ id: RecordReader.Value, Content) throws(SnapshotError) -> Void
    ) throws(SnapshotError) {
        try sorter.drain { record, isRepeated throws(SnapshotError) in
            guard !isRepeated, let start = record.baseAddress else { return }
            var reader = RecordReader(start)
            guard case .integer(let model) = reader.next() else { return }
            let id = reader.next()
            switch reader.next() {
            case .integer(let place): try body(Int(model), id, .place(Int(place)))
            default:
                let row = record[(reader.content - start)...]
                try body(Int(model), id, .row(UnsafeRawBufferPointer(rebasing: row)))
            }
        }
    }
}
