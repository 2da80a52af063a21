/// Writes a B-tree of SQLite whose entries come in order: page after page, each of them once.
///
/// Leaves go to the file when they are full, and of each level above one page is in memory. What is
/// written last goes to the root, which SQLite has made.
final class TreeWriter {
    private let isTable: Bool
    private let root: Int
    private let file: PageFile
    private let leaf: TreePage
    /// The pages above the leaf that are not complete, from below.
    private var levels: [TreePage] = []
    private var lastRowID = Int64.min
    private var isEmpty = true
    /// How long a record may be that is all in its page, and how much is there at least of a longer one.
    private let longest: Int
    private let shortest: Int

    private init(_ isTable: Bool, root: Int, file: PageFile) {
        self.isTable = isTable
        self.root = root
        self.file = file
        let usable = file.usableSize
        longest = isTable ? usable - 35 : (usable - 12) * 64 / 255 - 23
        shortest = (usable - 12) * 32 / 255 - 23
        leaf = TreePage(
            isTable ? .tableLeaf : .indexLeaf,
            size: file.pageSize,
            usableSize: usable
        )
    }

    /// Begins the tree of a table with row ids.
    static func table(root: Int, in file: PageFile) -> TreeWriter {
        TreeWriter(true, root: root, file: file)
    }

    /// Begins the tree of an index, or of a table WITHOUT ROWID.
    static func index(root: Int, in file: PageFile) -> TreeWriter {
        TreeWriter(false, root: root, file: file)
    }

    /// Appends a row, whose id is greater than that of the one before.
    func append(_ record: UnsafeRawBufferPointer, rowID: Int64) throws(SnapshotError) {
        guard isTable, isEmpty || rowID > lastRowID else {
            throw .damaged("row \(rowID) is written after row \(lastRowID)")
        }
        try place(record, rowID: rowID)
        lastRowID = rowID
    }

    /// Appends an entry of an index, which comes after the one before in the order of SQLite.
    func append(_ record: UnsafeRawBufferPointer) throws(SnapshotError) {
        guard !isTable else { throw .damaged("a row without an id is written") }
        try place(record, rowID: 0)
    }

    /// Writes what is left, and the root.
    func finish() throws(SnapshotError) {
        guard !isEmpty else { return }
        var page = leaf
        for level in levels {
            level.setRightChild(try file.append(page.finished()))
            page = level
        }
        try file.write(page.finished(), at: root)
    }

    private func place(_ record: UnsafeRawBufferPointer, rowID: Int64) throws(SnapshotError) {
        isEmpty = false
        let total = record.count
        let local = localCount(of: total)
        let prefix =
            VariableInteger.count(UInt64(total))
            + (isTable ? VariableInteger.count(UInt64(bitPattern: rowID)) : 0)
        let count = prefix + local + (local < total ? 4 : 0)
        var cell = leaf.appendCell(count)
        if cell == nil {
            try closeLeaf()
            cell = leaf.appendCell(count)
        }
        guard var cell, let source = record.baseAddress else {
            throw .damaged("a record does not fit into a page")
        }
        cell = VariableInteger.store(UInt64(total), at: cell)
        if isTable { cell = VariableInteger.store(UInt64(bitPattern: rowID), at: cell) }
        cell.copyMemory(from: source, byteCount: local)
        guard local < total else { return }
        let first = try writeOverflow(UnsafeRawBufferPointer(rebasing: record[local...]))
        (cell + local).storeBytes(
            of: UInt32(truncatingIfNeeded: first).bigEndian,
            as: UInt32.self
        )
    }

    /// How many bytes of a record are in the page itself.
    @inline(__always)
    private func localCount(of total: Int) -> Int {
        guard total > longest else { return total }
        let fitting = shortest + (total - shortest) % (file.usableSize - 4)
        return fitting <= longest ? fitting : shortest
    }

    /// Writes the leaf: below an index its last entry goes up, so that the next leaf is never empty.
    private func closeLeaf() throws(SnapshotError) {
        if isTable {
            let number = try file.append(leaf.finished())
            try withUnsafeTemporaryAllocation(
                byteCount: VariableInteger.longest,
                alignment: 1
            ) { key throws(SnapshotError) in
                guard let start = key.baseAddress else { return }
                let end = VariableInteger.store(UInt64(bitPattern: lastRowID), at: start)
                try append(number, UnsafeRawBufferPointer(start: start, count: end - start), 0)
            }
        } else {
            let last = leaf.removeLast()
            try append(try file.append(leaf.finished()), last, 0)
        }
        leaf.reset()
    }

    /// Appends a page that is complete, and the entry after it, to the page above.
    private func append(
        _ child: Int,
        _ entry: UnsafeRawBufferPointer,
        _ level: Int
    ) throws(SnapshotError) {
        if level == levels.count {
            levels.append(
                TreePage(
                    isTable ? .tableInterior : .indexInterior,
                    size: file.pageSize,
                    usableSize: file.usableSize
                )
            )
        }
        let page = levels[level]
        guard !page.append(child, entry) else { return }
        let last = page.removeLast()
        page.setRightChild(Int(last.loadUnaligned(as: UInt32.self).byteSwapped))
        let number = try file.append(page.finished())
        try append(number, UnsafeRawBufferPointer(rebasing: last[4...]), level + 1)
        page.reset()
        guard page.append(child, entry) else {
            throw .damaged("an entry does not fit into a page")
        }
    }

    /// Writes what has no room in the page into pages of its own, and answers the first of them.
    private func writeOverflow(_ rest: UnsafeRawBufferPointer) throws(SnapshotError) -> Int {
        let first = file.nextNumber
        let content = file.usableSize - 4
        let page = UnsafeMutableRawBufferPointer.allocate(byteCount: file.pageSize, alignment: 16)
        defer { page.deallocate() }
        for start in stride(from: 0, to: rest.count, by: content) {
            let part = rest[start..<min(start + content, rest.count)]
            let isLast = part.endIndex == rest.count
            let next = isLast ? 0 : file.number(after: file.nextNumber)
            page.initializeMemory(as: UInt8.self, repeating: 0)
            page.storeBytes(of: UInt32(truncatingIfNeeded: next).bigEndian, as: UInt32.self)
            UnsafeMutableRawBufferPointer(rebasing: page[4...])
                .copyMemory(from: UnsafeRawBufferPointer(rebasing: part))
            _ = try file.append(UnsafeRawBufferPointer(page))
        }
        return first
    }
}
