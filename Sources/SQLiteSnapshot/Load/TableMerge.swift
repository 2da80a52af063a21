import StdnetBackend

/// Writes the tables of models whose objects come in order, beside the ids that the database lists.
///
/// What is not listed is left out; what is listed and not there, or does not simply fit, is looked at
/// one by one.
final class TableMerge {
    private let builder: SnapshotBuilder
    private let pages: PageFile
    private let ids: [IdentifierList]
    /// Reads again what is at a place: an array of values, or an error for what is no hash.
    private let object: (TablePlan, Int) throws(SnapshotError) -> Reply
    private var loader: TableLoader
    private var table: PagedTable
    private var model = 0
    /// The next id of the model.
    private var position = 0
    private var rejected = 0
    private var row = RowBuffer()
    private var record = ByteArena()

    /// What became of each model.
    private(set) var results: [(rejected: Int, repeated: [Int])] = []

    init(
        _ ids: [IdentifierList],
        into pages: PageFile,
        _ builder: SnapshotBuilder,
        object: @escaping (TablePlan, Int) throws(SnapshotError) -> Reply
    ) throws(SnapshotError) {
        self.builder = builder
        self.pages = pages
        self.ids = ids
        self.object = object
        loader = TableLoader(plan: builder.plans[0], builder: builder)
        table = try PagedTable(builder.plans[0], in: pages, builder)
        rejected = try loader.rejectInvalid(ids[0])
    }

    /// Takes the next object.
    func insert(
        _ content: ModelRows.Content,
        id: RecordReader.Value,
        of model: Int
    ) throws(SnapshotError) {
        while self.model < model { try finishModel() }
        while position < ids[model].count {
            let order = ids[model].compare(at: position, with: id)
            guard order <= 0 else { return }
            defer { position += 1 }
            try reportSometimes()
            guard order == 0 else {
                try insertMissing()
                continue
            }
            switch content {
            case .row(let row): try table.append(row, id: id)
            case .place(let place): try insert(try object(loader.plan, place))
            }
            return
        }
    }

    /// That no more objects come.
    func finish() throws(SnapshotError) {
        while model < ids.count { try finishModel() }
    }

    private func finishModel() throws(SnapshotError) {
        while position < ids[model].count {
            try insertMissing()
            position += 1
            try reportSometimes()
        }
        builder.report(.indexes, model: loader.plan.schema.name)
        results.append((rejected, try table.finish()))
        model += 1
        position = 0
        guard model < ids.count else { return }
        let plan = builder.plans[model]
        loader = TableLoader(plan: plan, builder: builder)
        table = try PagedTable(plan, in: pages, builder)
        rejected = try loader.rejectInvalid(ids[model])
    }

    private func reportSometimes() throws(SnapshotError) {
        guard position.isMultiple(of: 1000) else { return }
        guard !Task.isCancelled else { throw .cancelled }
        builder.report(.objects, model: loader.plan.schema.name, position, of: ids[model].count)
    }

    /// Writes an object of which there is nothing but its id.
    private func insertMissing() throws(SnapshotError) {
        var nothing = ReplyBuilder()
        nothing.array(loader.plan.attributes.count)
        for _ in loader.plan.attributes { nothing.null() }
        for reply in nothing.finish() { try insert(reply) }
    }

    /// Writes an object as far as it fits.
    private func insert(_ reply: Reply) throws(SnapshotError) {
        row.removeAll()
        let list = ids[model]
        list.append(at: position, to: &row)
        let position = position
        guard
            try loader.decode(reply, into: &row, id: { list.append(at: position, to: &$0) })
        else { return rejected += 1 }
        record.removeAll()
        let encoder = RecordEncoder(
            hasRowID: loader.plan.hasIntegerID,
            narrowsReals: true
        )
        encoder.append(row, to: &record)
        try row.withFirst { id throws(SnapshotError) in try table.append(record.bytes, id: id) }
    }
}
