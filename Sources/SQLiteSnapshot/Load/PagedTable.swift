import StdnetBackend

/// A table whose rows come in the order of their ids: it is written as pages, and so are its indexes.
final class PagedTable {
    private struct Index {
        let column: Int
        let isUnique: Bool
        let root: Int
        let entries: RecordSorter
    }

    /// What the entries of all indexes may take in memory.
    private static let memory = 1 << 23

    private let pages: PageFile
    private let rows: TreeWriter
    /// The index of an id that is text: its entries come in order.
    private let ids: TreeWriter?
    private let indexes: [Index]
    private var entry = ByteArena()
    private var count: Int64 = 0

    init(_ plan: TablePlan, in pages: PageFile, _ builder: SnapshotBuilder) throws(SnapshotError) {
        self.pages = pages
        let connection = builder.connection
        rows = .table(root: try connection.root(of: plan.name), in: pages)
        ids =
            plan.hasIntegerID
            ? nil : .index(root: try connection.root(ofKeyOf: plan.name), in: pages)
        let count = max(1, plan.columns.count { $0.index != nil })
        var indexes: [Index] = []
        for (position, column) in plan.columns.enumerated() {
            guard let index = column.index else { continue }
            indexes.append(
                Index(
                    column: position,
                    isUnique: index.isUnique,
                    root: try connection.root(of: index.name),
                    entries: RecordSorter(
                        width: 2,
                        keyWidth: 1,
                        beside: builder.path,
                        limit: max(1 << 20, Self.memory / count)
                    )
                )
            )
        }
        self.indexes = indexes
    }

    /// Appends a row, whose id comes after the one before.
    func append(_ row: UnsafeRawBufferPointer, id: RecordReader.Value) throws(SnapshotError) {
        count += 1
        var number = count
        if case .integer(let id) = id { number = id }
        try rows.append(row, rowID: number)
        guard let start = row.baseAddress, ids != nil || !indexes.isEmpty else { return }
        var reader = RecordReader(start)
        // It is not stored where it is the number of the row.
        let storedID = reader.nextStored()
        if let ids {
            entry.removeAll()
            RecordEncoder.append(storedID, row: number, to: &entry)
            try ids.append(entry.bytes)
        }
        var column = 0
        for index in indexes {
            while column < index.column {
                _ = reader.nextStored()
                column += 1
            }
            let value = reader.nextStored()
            column += 1
            try index.entries.append { RecordEncoder.append(value, row: number, to: &$0) }
        }
    }

    /// Writes what is left, and the indexes.
    ///
    /// Answers the columns that have to be unique and are not: their indexes are empty.
    func finish() throws(SnapshotError) -> [Int] {
        try rows.finish()
        try ids?.finish()
        var repeated: [Int] = []
        for index in indexes {
            let tree = TreeWriter.index(root: index.root, in: pages)
            let mark = pages.count
            var isRepeated = false
            try index.entries.drain { entry, hasKeyOfLast throws(SnapshotError) in
                isRepeated = isRepeated || index.isUnique && hasKeyOfLast
                if !isRepeated { try tree.append(entry) }
            }
            if isRepeated {
                try pages.removeAll(after: mark)
                repeated.append(index.column)
            } else {
                try tree.finish()
            }
        }
        return repeated
    }
}
