import StdnetBackend

/// Reads what the objects of a table have besides their fields, and writes it into child tables.
///
/// Of objects that are not in the table nothing is read: they are rejected as a whole.
struct ChildLoader {
    private static let step = 500

    let plan: TablePlan
    let builder: SnapshotBuilder
    let namespace: String

    private var connection: SQLiteConnection { builder.connection }
    private var layout: KeyLayout { KeyLayout(namespace: namespace, model: plan.schema.name) }

    /// Loads by commands.
    func load(from reader: KeyReader) async throws(SnapshotError) {
        for child in plan.children {
            let (sink, suffix) = try begin(child)
            var target = sink
            try await forEachPage(of: child, suffix) { names throws(SnapshotError) in
                var walk = KeyWalk(prefix: "")
                walk.queue = try await reader.describe(names)[...]
                while !walk.queue.isEmpty {
                    let step = try await reader.next(walk).get()
                    walk = step.walk
                    guard let batch = step.batch else { break }
                    try await reader.write(batch, into: &target)
                }
            }
            try sink.finish()
        }
    }

    /// Loads from the keys that the file has already.
    func load(from objects: RawObjects) throws(SnapshotError) {
        let parts = try KeyspaceParts(of: connection, groupsFirst: false)
        for child in plan.children {
            let (sink, suffix) = try begin(child)
            var target = sink
            var place = SnapshotValue.null
            while let names = try names(of: child, suffix, &place) {
                for name in names {
                    guard let (id, type) = try objects.find(name) else { continue }
                    let isWanted = try name.lend { bytes throws(SnapshotError) in
                        try target.begin(
                            StoredKey(name: bytes, database: 0, type: type, expiry: nil)
                        )
                    }
                    guard isWanted else { continue }
                    parts.start(type, of: id)
                    while try parts.advance(into: &target) {}
                }
                if child.isShared { break }
            }
            try sink.finish()
        }
    }

    private func begin(_ child: ChildPlan) throws(SnapshotError) -> (ChildSink, Bytes) {
        try connection.execute(child.creation)
        let suffix: Bytes =
            if case .structure(let structure) = child.source {
                Bytes((":" + structure.name).utf8)
            } else { [] }
        let sink = try ChildSink(
            child,
            model: plan.schema.name,
            prefixCount: layout.objectPrefix.utf8.count,
            suffixCount: suffix.count,
            builder.rejects,
            on: connection
        )
        return (sink, suffix)
    }

    private func forEachPage(
        of child: ChildPlan,
        _ suffix: Bytes,
        _ body: ([Bytes]) async throws(SnapshotError) -> Void
    ) async throws(SnapshotError) {
        var place = SnapshotValue.null
        while let names = try names(of: child, suffix, &place) {
            guard !Task.isCancelled else { throw .cancelled }
            try await body(names)
            if child.isShared { break }
        }
    }

    /// The keys of the next owners after a place; nil at the end.
    private func names(
        of child: ChildPlan,
        _ suffix: Bytes,
        _ place: inout SnapshotValue
    ) throws(SnapshotError) -> [Bytes]? {
        if child.isShared { return [Bytes(layout.structure(child.field).utf8)] }
        let id = plan.id.quoted
        let rows = try connection.rows(
            """
            SELECT \(id) FROM \(plan.name.quoted) WHERE ?1 IS NULL OR \(id) > ?1
            ORDER BY \(id) LIMIT \(Self.step)
            """,
            [place]
        )
        guard let last = rows.last else { return nil }
        place = last[0]
        return rows.map { row in
            let id: String =
                switch row[0] {
                case .integer(let number): String(number)
                case .text(let text): text
                default: ""
                }
            return Bytes((layout.objectPrefix + id).utf8) + suffix
        }
    }
}
