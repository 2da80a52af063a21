/// A page of a B-tree while it is filled: pointers to its cells grow from the front, the cells
/// themselves from the end.
final class TreePage {
    /// The first byte of a page.
    enum Kind: UInt8 {
        case indexInterior = 2
        case tableInterior = 5
        case indexLeaf = 10
        case tableLeaf = 13

        var isLeaf: Bool { self == .indexLeaf || self == .tableLeaf }
    }

    /// The smallest cell that SQLite knows.
    private static let smallestCell = 4

    private(set) var cellCount = 0
    private let kind: Kind
    private let start: UnsafeMutableRawPointer
    private let size: Int
    private let usableSize: Int
    private let headerSize: Int
    private var contentStart: Int
    private var lastSize = 0

    init(_ kind: Kind, size: Int, usableSize: Int) {
        self.kind = kind
        self.size = size
        self.usableSize = usableSize
        headerSize = kind.isLeaf ? 8 : 12
        contentStart = usableSize
        start = .allocate(byteCount: size, alignment: 16)
        reset()
    }

    deinit { start.deallocate() }

    /// Begins an empty page.
    func reset() {
        start.initializeMemory(as: UInt8.self, repeating: 0, count: size)
        cellCount = 0
        contentStart = usableSize
    }

    /// Makes room for one more cell; nil when it does not fit.
    @inline(__always)
    func appendCell(_ count: Int) -> UnsafeMutableRawPointer? {
        let next = contentStart - max(count, Self.smallestCell)
        let pointer = headerSize + cellCount * 2
        guard next >= pointer + 2 else { return nil }
        start.storeBytes(
            of: UInt16(truncatingIfNeeded: next).bigEndian,
            toByteOffset: pointer,
            as: UInt16.self
        )
        contentStart = next
        lastSize = count
        cellCount += 1
        return start + next
    }

    /// Appends a cell of a page that has others below it, and answers whether it fits.
    ///
    /// It is the page with what comes before an entry, and the entry.
    func append(_ child: Int, _ entry: UnsafeRawBufferPointer) -> Bool {
        guard let cell = appendCell(entry.count + 4), let source = entry.baseAddress else {
            return false
        }
        cell.storeBytes(of: UInt32(truncatingIfNeeded: child).bigEndian, as: UInt32.self)
        (cell + 4).copyMemory(from: source, byteCount: entry.count)
        return true
    }

    /// Removes the cell that was appended last and lends its bytes, which stay until the next reset.
    func removeLast() -> UnsafeRawBufferPointer {
        let cell = UnsafeRawBufferPointer(start: start + contentStart, count: lastSize)
        contentStart += max(lastSize, Self.smallestCell)
        cellCount -= 1
        return cell
    }

    /// The last page below one that has others below it.
    func setRightChild(_ child: Int) {
        start.storeBytes(
            of: UInt32(truncatingIfNeeded: child).bigEndian,
            toByteOffset: 8,
            as: UInt32.self
        )
    }

    /// The complete page.
    func finished() -> UnsafeRawBufferPointer {
        start.storeBytes(of: kind.rawValue, as: UInt8.self)
        store(cellCount, at: 3)
        // A page of 65536 bytes without cells has a 0 here, as SQLite wants it.
        store(contentStart, at: 5)
        return UnsafeRawBufferPointer(start: start, count: size)
    }

    private func store(_ number: Int, at offset: Int) {
        start.storeBytes(
            of: UInt16(truncatingIfNeeded: number).bigEndian,
            toByteOffset: offset,
            as: UInt16.self
        )
    }
}
