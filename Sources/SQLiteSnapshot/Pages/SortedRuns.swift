/// Sorted runs of records on disk, in a file without a name, and their merging.
final class SortedRuns {
    private static let pieceSize = 1 << 18

    private let file: SpoolFile
    private var waiting = ByteArena(capacity: SortedRuns.pieceSize)
    private var written = 0
    private var runs: [Range<Int>] = []

    init(beside path: String) throws(SnapshotError) {
        file = try SpoolFile(beside: path)
    }

    /// Appends the next record of the run that is written.
    func append(_ record: UnsafeRawBufferPointer) throws(SnapshotError) {
        waiting.extend(by: 4).storeBytes(
            of: UInt32(truncatingIfNeeded: record.count),
            as: UInt32.self
        )
        waiting.append(record)
        if waiting.count >= Self.pieceSize { try flush() }
    }

    /// Ends the run; the next record begins another.
    func endRun() throws(SnapshotError) {
        try flush()
        runs.append((runs.last?.upperBound ?? 0)..<written)
    }

    /// Gives the records of all runs in order, of equal ones those of earlier runs first, and whether
    /// each has the key of the one before.
    func merge(
        width: Int,
        keyWidth: Int,
        _ body: (_ record: UnsafeRawBufferPointer, _ isRepeated: Bool) throws(SnapshotError) -> Void
    ) throws(SnapshotError) {
        let piece = max(1 << 12, min(Self.pieceSize, (1 << 23) / max(runs.count, 1)))
        var readers: [RunReader] = []
        for run in runs {
            let reader = RunReader(run, piece: piece)
            if try reader.advance(in: file) { readers.append(reader) }
        }
        var heap = RunHeap(readers, width: width)
        var previous = ByteArena()
        var isFirst = true
        while let reader = heap.first {
            let record = reader.record
            guard let start = record.baseAddress, let before = previous.bytes.baseAddress else {
                return
            }
            let isRepeated =
                !isFirst && RecordOrder.isRepetition(start, of: before, columns: keyWidth)
            isFirst = false
            try body(record, isRepeated)
            previous.removeAll()
            previous.append(record)
            if try reader.advance(in: file) { heap.sinkFirst() } else { heap.removeFirst() }
        }
    }

    private func flush() throws(SnapshotError) {
        try file.append(waiting.bytes)
        written += waiting.count
        waiting.removeAll()
    }
}

/// Reads one run, piece by piece.
private final class RunReader {
    private(set) var record = UnsafeRawBufferPointer(start: nil, count: 0)
    private var buffer: UnsafeMutableRawBufferPointer
    /// Where the bytes of the buffer are that were not given yet.
    private var rest = 0..<0
    private var unread: Range<Int>

    init(_ run: Range<Int>, piece: Int) {
        unread = run
        buffer = .allocate(byteCount: piece, alignment: 16)
    }

    deinit { buffer.deallocate() }

    /// Goes to the next record; false when there is none.
    func advance(in file: borrowing SpoolFile) throws(SnapshotError) -> Bool {
        guard !rest.isEmpty || !unread.isEmpty else { return false }
        try need(4, in: file)
        let count = Int(buffer.loadUnaligned(fromByteOffset: rest.lowerBound, as: UInt32.self))
        try need(4 + count, in: file)
        let start = rest.lowerBound + 4
        record = UnsafeRawBufferPointer(rebasing: buffer[start..<start + count])
        rest = start + count..<rest.upperBound
        return true
    }

    private func need(_ count: Int, in file: borrowing SpoolFile) throws(SnapshotError) {
        guard rest.count < count else { return }
        let kept = UnsafeRawBufferPointer(rebasing: buffer[rest])
        if buffer.count < count {
            let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: count, alignment: 16)
            larger.copyMemory(from: kept)
            buffer.deallocate()
            buffer = larger
        } else {
            buffer.copyMemory(from: kept)
        }
        rest = 0..<kept.count
        while rest.count < count {
            let room = min(buffer.count - rest.count, unread.count)
            let target = UnsafeMutableRawBufferPointer(
                rebasing: buffer[rest.upperBound..<rest.upperBound + room]
            )
            let read = try file.read(into: target, at: unread.lowerBound)
            guard read > 0 else { throw .damaged("a run of sorted records ends too early") }
            rest = 0..<rest.upperBound + read
            unread = unread.lowerBound + read..<unread.upperBound
        }
    }
}

/// The readers of all runs that are not at their end, that of the first record in front.
private struct RunHeap {
    private var readers: [RunReader?]
    /// Which reader is where; the position of a reader is the age of its run.
    private var order: [Int]
    private let width: Int

    init(_ readers: [RunReader], width: Int) {
        self.readers = readers
        self.width = width
        order = Array(readers.indices)
        for position in order.indices.reversed() { sink(position) }
    }

    var first: RunReader? { order.first.flatMap { readers[$0] } }

    /// Finds the place of the first reader, whose record is another one now.
    mutating func sinkFirst() { sink(0) }

    /// Lets go of the first reader.
    mutating func removeFirst() {
        readers[order[0]] = nil
        order.swapAt(0, order.count - 1)
        order.removeLast()
        sink(0)
    }

    private mutating func sink(_ position: Int) {
        var position = position
        while true {
            var least = position
            for child in [position * 2 + 1, position * 2 + 2] where child < order.count {
                if precedes(order[child], order[least]) { least = child }
            }
            guard least != position else { return }
            order.swapAt(position, least)
            position = least
        }
    }

    private func precedes(_ left: Int, _ right: Int) -> Bool {
        guard let first = readers[left]?.record.baseAddress,
            let second = readers[right]?.record.baseAddress
        else { return false }
        let order = RecordOrder.compare(first, second, columns: width)
        return order == 0 ? left < right : order < 0
    }
}
