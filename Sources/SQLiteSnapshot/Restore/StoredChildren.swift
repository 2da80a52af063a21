package import StdnetBackend

/// The structures of the objects of a snapshot, and the leaves of JSON, as commands that make them.
package final class StoredChildren {
    private let file: SnapshotFile
    private let plans: [(model: String, child: ChildPlan)]

    /// Finds the child tables of a snapshot.
    ///
    /// - Throws: ``SnapshotError/invalidSchema(model:reason:)``.
    package init(of file: SnapshotFile) throws(SnapshotError) {
        self.file = file
        let schemas = try file.schemas.map(\.schema)
        plans = try TablePlan.plans(for: schemas).flatMap { plan in
            plan.children.map { (plan.schema.name, $0) }
        }
    }

    /// Writes them in batches of bounded size; to do it twice does no harm.
    ///
    /// - Parameters:
    ///   - backend: Where they go.
    ///   - namespace: What all keys start with.
    /// - Throws: What SQLite or the backend say.
    package func write(
        to backend: any Backend,
        namespace: String
    ) async throws(SnapshotError) {
        let reader = KeyReader(backend: backend, database: 0)
        for (model, child) in plans {
            let layout = KeyLayout(namespace: namespace, model: model)
            let statement = try SQLiteStatement(
                "SELECT * FROM \(child.name.quoted) \(child.order)",
                on: file.connection
            )
            let commands = ChildCommands(child, layout)
            while try statement.step() {
                try commands.append(statement)
                guard commands.isFull else { continue }
                guard !Task.isCancelled else { throw .cancelled }
                try await reader.send(commands.takeBatch()).get()
            }
            try commands.finish()
            try await reader.send(commands.takeBatch()).get()
        }
    }
}

/// Makes commands of the rows of one child table.
private final class ChildCommands {
    private let child: ChildPlan
    private let layout: KeyLayout
    private let sink = CommandSink(keepsActiveTimes: false)
    private var owner: Bytes?
    private var cells = Bytes()

    init(_ child: ChildPlan, _ layout: KeyLayout) {
        self.child = child
        self.layout = layout
        // A structure is made anew; leaves are added to the hash of their object.
        if case .structure = child.source { sink.deletesFirst = true }
    }

    var isFull: Bool { sink.isFull }

    func takeBatch() -> CommandBatch { sink.takeBatch() }

    func append(_ row: SQLiteStatement) throws(SnapshotError) {
        let first: Int32 = child.isShared ? 0 : 1
        let name = child.isShared ? Bytes() : Bytes(row.bytes(0))
        if owner != name {
            try finish()
            owner = name
            try begin(name)
        }
        switch child.type {
        case .list: try sink.element(row.bytes(first + 1))
        case .set: try sink.element(row.bytes(first))
        case .sortedSet:
            try sink.member(row.bytes(first), score: row.double(first + 1) ?? 0)
        case .hash: try appendField(row.bytes(first), row.bytes(first + 1))
        case .string where child.isArray:
            let number = row.isNull(first + 1) ? nil : row.double(first + 1)
            let bits = number.map { $0 == 0 ? (-0.0).bitPattern : $0.bitPattern } ?? 0
            withUnsafeBytes(of: bits.bigEndian) { cells.append(contentsOf: $0) }
        case .string: try sink.string(row.bytes(first))
        case .stream: break
        }
    }

    /// Ends the last key.
    func finish() throws(SnapshotError) {
        guard owner != nil else { return }
        if child.isArray {
            try cells.lend { bytes throws(SnapshotError) in try sink.string(bytes) }
        }
        cells.removeAll()
        owner = nil
        try sink.end()
    }

    private func begin(_ owner: Bytes) throws(SnapshotError) {
        let id = String(decoding: owner, as: UTF8.self)
        let key =
            switch child.source {
            case .leaves: layout.object(id)
            case .structure(let structure) where structure.isStatic:
                layout.structure(structure.name)
            case .structure(let structure): layout.structure(structure.name, of: id)
            }
        try Bytes(key.utf8).lend { bytes throws(SnapshotError) in
            _ = try sink.begin(
                StoredKey(name: bytes, database: 0, type: child.type, expiry: nil)
            )
        }
    }

    private func appendField(
        _ name: UnsafeRawBufferPointer,
        _ value: UnsafeRawBufferPointer
    ) throws(SnapshotError) {
        guard case .leaves(let attribute) = child.source else {
            return try sink.field(name, value)
        }
        let whole = Bytes((attribute + "__").utf8) + Bytes(name)
        try whole.lend { bytes throws(SnapshotError) in try sink.field(bytes, value) }
    }
}
