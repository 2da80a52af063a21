/// Brings records into the order of SQLite: in memory as far as they have room there, beyond that in
/// runs on disk, which are merged.
final class RecordSorter {
    /// One record of those in memory, with bits of it that decide most comparisons.
    private struct Entry: BitwiseCopyable {
        var digest: UInt64
        let offset: UInt32
        let count: UInt32
    }

    private static let smallCount = 12
    private static let manyCount = 256

    /// How many records there are.
    private(set) var count = 0
    private let column: Int
    private let width: Int
    private let keyWidth: Int
    private let limit: Int
    private let path: String
    private var arena = ByteArena()
    private var entries: [Entry] = []
    private var spill: SortedRuns?

    /// Makes a sorter.
    ///
    /// - Parameters:
    ///   - width: How many of the first columns decide.
    ///   - keyWidth: How many of the first columns no two records may have in common.
    ///   - column: The first column in which records differ.
    ///   - path: Beside which file there is room, when there is none in memory.
    ///   - limit: How many bytes may be in memory.
    init(
        width: Int,
        keyWidth: Int,
        differingFrom column: Int = 0,
        beside path: String,
        limit: Int = 1 << 23
    ) {
        self.width = width
        self.keyWidth = keyWidth
        self.column = column
        self.path = path
        self.limit = limit
    }

    /// Appends a record.
    @inline(__always)
    func append(_ record: UnsafeRawBufferPointer) throws(SnapshotError) {
        try makeRoom()
        let start = arena.count
        arena.append(record)
        note(start)
    }

    /// Appends a record of cells.
    @inline(__always)
    func append(
        _ row: RowBuffer,
        cells: Range<Int>,
        _ encoder: RecordEncoder
    ) throws(SnapshotError) {
        try makeRoom()
        let start = arena.count
        encoder.append(row, cells: cells, to: &arena)
        note(start)
    }

    /// Appends what `make` appends to the arena: a record, and whatever belongs to it.
    @inline(__always)
    func append(_ make: (inout ByteArena) -> Void) throws(SnapshotError) {
        try makeRoom()
        let start = arena.count
        make(&arena)
        note(start)
    }

    /// Forgets all records.
    func removeAll() {
        arena.removeAll()
        entries.removeAll(keepingCapacity: true)
        spill = nil
        count = 0
    }

    /// Gives all records in order, and whether each has the key of the one before.
    ///
    /// Equal ones come as they were appended. Then the sorter is empty.
    func drain(
        _ body: (_ record: UnsafeRawBufferPointer, _ isRepeated: Bool) throws(SnapshotError) -> Void
    ) throws(SnapshotError) {
        defer { removeAll() }
        guard let spill else {
            sort()
            return try forEach(body)
        }
        try spillRun()
        try spill.merge(width: width, keyWidth: keyWidth, body)
    }

    @inline(__always)
    private func makeRoom() throws(SnapshotError) {
        guard arena.count + entries.count * MemoryLayout<Entry>.stride > limit else { return }
        guard !Task.isCancelled else { throw .cancelled }
        try spillRun()
    }

    @inline(__always)
    private func note(_ start: Int) {
        entries.append(
            Entry(
                digest: 0,
                offset: UInt32(truncatingIfNeeded: start),
                count: UInt32(truncatingIfNeeded: arena.count - start)
            )
        )
        count += 1
    }

    private func spillRun() throws(SnapshotError) {
        guard !entries.isEmpty else { return }
        sort()
        let runs: SortedRuns
        if let spill { runs = spill } else { runs = try SortedRuns(beside: path) }
        spill = runs
        try forEach { record, _ throws(SnapshotError) in try runs.append(record) }
        try runs.endRun()
        arena.removeAll()
        entries.removeAll(keepingCapacity: true)
    }

    private func forEach(
        _ body: (_ record: UnsafeRawBufferPointer, _ isRepeated: Bool) throws(SnapshotError) -> Void
    ) throws(SnapshotError) {
        guard let start = arena.bytes.baseAddress else { return }
        var previous: Entry?
        for entry in entries {
            let record = start + Int(entry.offset)
            var isRepeated = false
            // Equal records have equal digests, of the same bytes.
            if let previous, previous.digest == entry.digest {
                isRepeated = RecordOrder.isRepetition(
                    record,
                    of: start + Int(previous.offset),
                    columns: keyWidth
                )
            }
            try body(UnsafeRawBufferPointer(start: record, count: Int(entry.count)), isRepeated)
            previous = entry
        }
    }
}

// Sorting in memory.
extension RecordSorter {
    private func sort() {
        guard let start = arena.bytes.baseAddress else { return }
        let (column, width) = (column, width)
        entries.withUnsafeMutableBufferPointer { entries in
            Self.sort(entries, from: start, column, width, depth: 0)
        }
    }

    /// Sorts by seven bytes of a column; what they don't tell apart, by the next seven, and few
    /// records by all that they are.
    private static func sort(
        _ entries: UnsafeMutableBufferPointer<Entry>,
        from start: UnsafeRawPointer,
        _ column: Int,
        _ width: Int,
        depth: Int
    ) {
        var areLonger = true
        for position in entries.indices {
            var record = RecordReader(start + Int(entries[position].offset))
            for _ in 0..<column { _ = record.next() }
            let value = record.next()
            entries[position].digest = RecordOrder.digest(value, depth: depth)
            switch value {
            case .text(let bytes), .blob(let bytes):
                areLonger = areLonger && bytes.count >= depth + RecordOrder.digestedCount
            default: areLonger = false
            }
        }
        let precedes = { (left: Entry, right: Entry) in
            guard left.digest == right.digest else { return left.digest < right.digest }
            let order = RecordOrder.compare(
                start + Int(left.offset),
                start + Int(right.offset),
                columns: width
            )
            return order == 0 ? left.offset < right.offset : order < 0
        }
        guard entries.count > smallCount else { return insertionSort(entries, by: precedes) }
        var entries = entries
        if entries.count > manyCount {
            RadixSort.sort(entries) { $0.digest }
        } else {
            entries.sort { $0.digest < $1.digest }
        }
        var first = 0
        while first < entries.count {
            var end = first + 1
            while end < entries.count, entries[end].digest == entries[first].digest { end += 1 }
            if end - first > 1 {
                var group = UnsafeMutableBufferPointer(rebasing: entries[first..<end])
                if areLonger, group.count > smallCount {
                    sort(
                        group,
                        from: start,
                        column,
                        width,
                        depth: depth + RecordOrder.digestedCount
                    )
                } else {
                    group.sort(by: precedes)
                }
            }
            first = end
        }
    }

    @inline(__always)
    private static func insertionSort(
        _ entries: UnsafeMutableBufferPointer<Entry>,
        by precedes: (Entry, Entry) -> Bool
    ) {
        for position in entries.indices.dropFirst() {
            let entry = entries[position]
            var place = position
            while place > 0, precedes(entry, entries[place - 1]) {
                entries[place] = entries[place - 1]
                place -= 1
            }
            entries[place] = entry
        }
    }
}
