#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// The pages of a SQLite file, while no transaction of SQLite is open on it: new ones are appended,
/// and roots of trees that SQLite made, still empty, are filled.
///
/// SQLite makes the tables and indexes and commits; trees are written here; ``finish()`` mends the
/// header. Connections that are open then see that the file is another one, and read it again.
final class PageFile {
    private static let bufferSize = 1 << 20
    /// Where SQLite keeps its locks: the page of this byte is never used.
    private static let lockOffset = 1 << 30

    /// How many bytes a page has.
    let pageSize: Int
    /// How many of them trees may use.
    let usableSize: Int
    /// How many pages there are.
    private(set) var count: Int
    private let descriptor: Int32
    private let path: String
    private let buffer: UnsafeMutableRawBufferPointer
    /// How many pages are in the file; the others are in the buffer.
    private var writtenCount: Int
    private let initialCount: Int

    /// Opens a file that SQLite has written.
    ///
    /// - Throws: ``SnapshotError/unwritable(path:reason:)``, and that the file is of a kind that SQLite
    ///   makes only when it is told to.
    init(path: String) throws(SnapshotError) {
        self.path = path
        descriptor = open(path, O_RDWR | O_CLOEXEC)
        buffer = .allocate(byteCount: Self.bufferSize, alignment: 16)
        var header = [UInt8](repeating: 0, count: 100)
        var status = stat()
        let isRead =
            descriptor >= 0 && fstat(descriptor, &status) == 0
            && pread(descriptor, &header, header.count, 0) == header.count
        let size = Int(header[16]) << 8 | Int(header[17])
        pageSize = size == 1 ? 65_536 : max(size, 512)
        usableSize = pageSize - Int(header[20])
        count = Int(status.st_size) / pageSize
        writtenCount = count
        initialCount = count
        guard isRead else { throw failure() }
        // Bytes 18 and 19 say that there is no WAL, 52 to 55 that pages are never moved.
        guard header[18] == 1, header[19] == 1, header[52..<56].allSatisfy({ $0 == 0 }) else {
            throw .unwritable(path: path, reason: "its pages are not all in one plain file")
        }
    }

    deinit {
        buffer.deallocate()
        if descriptor >= 0 { close(descriptor) }
    }

    /// The number of the page that is appended next.
    var nextNumber: Int { number(after: count) }

    /// The number of the page that is appended after one.
    func number(after number: Int) -> Int {
        number * pageSize == Self.lockOffset ? number + 2 : number + 1
    }

    /// Appends a page and answers its number.
    func append(_ page: UnsafeRawBufferPointer) throws(SnapshotError) -> Int {
        let number = nextNumber
        if number > count + 1 {
            try extend().initializeMemory(as: UInt8.self, repeating: 0, count: pageSize)
        }
        guard let source = page.baseAddress else { return number }
        try extend().copyMemory(from: source, byteCount: pageSize)
        return number
    }

    /// Fills a page that was there from the start.
    func write(_ page: UnsafeRawBufferPointer, at number: Int) throws(SnapshotError) {
        guard 1...initialCount ~= number else {
            throw .unwritable(path: path, reason: "it has no page \(number)")
        }
        try write(page, atOffset: (number - 1) * pageSize)
    }

    /// Takes back all pages after the first `count`.
    func removeAll(after count: Int) throws(SnapshotError) {
        try flush()
        guard ftruncate(descriptor, off_t(count * pageSize)) == 0 else { throw failure() }
        self.count = count
        writtenCount = count
    }

    /// Writes what is left, and into the header how many pages there are and that they changed.
    func finish() throws(SnapshotError) {
        try flush()
        var header = [UInt8](repeating: 0, count: 100)
        guard pread(descriptor, &header, header.count, 0) == header.count else { throw failure() }
        header.withUnsafeMutableBytes { [count] header in
            let changes = header.loadUnaligned(fromByteOffset: 24, as: UInt32.self).byteSwapped &+ 1
            header.storeBytes(of: changes.bigEndian, toByteOffset: 24, as: UInt32.self)
            header.storeBytes(of: UInt32(count).bigEndian, toByteOffset: 28, as: UInt32.self)
            header.storeBytes(of: changes.bigEndian, toByteOffset: 92, as: UInt32.self)
        }
        try header.lend { header throws(SnapshotError) in try write(header, atOffset: 0) }
    }

    /// Room for the next page.
    private func extend() throws(SnapshotError) -> UnsafeMutableRawPointer {
        if (count - writtenCount + 1) * pageSize > buffer.count { try flush() }
        defer { count += 1 }
        guard count < Int(UInt32.max) - 1, let start = buffer.baseAddress else {
            throw .unwritable(path: path, reason: "it has as many pages as SQLite can count")
        }
        return start + (count - writtenCount) * pageSize
    }

    private func flush() throws(SnapshotError) {
        guard !Task.isCancelled else { throw .cancelled }
        let bytes = buffer[..<((count - writtenCount) * pageSize)]
        try write(UnsafeRawBufferPointer(rebasing: bytes), atOffset: writtenCount * pageSize)
        writtenCount = count
    }

    private func write(
        _ bytes: UnsafeRawBufferPointer,
        atOffset offset: Int
    ) throws(SnapshotError) {
        var start = 0
        while start < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
            let count = pwrite(descriptor, rest.baseAddress, rest.count, off_t(offset + start))
            if count >= 0 {
                start += count
            } else if errno != EINTR {
                throw failure()
            }
        }
    }

    private func failure() -> SnapshotError {
        .unwritable(path: path, reason: String(cString: strerror(errno)))
    }
}
