import StdnetBackend
import StdnetRDB

#if canImport(Glibc)
import Glibc
#elseif canImport(Musl)
import Musl
#else
import Darwin
#endif

/// A file without a name, beside the one that it is needed for: however the process ends, nothing is
/// left of it.
struct SpoolFile: ~Copyable {
    private let descriptor: Int32
    private let destination: String

    init(beside destination: String) throws(SnapshotError) {
        self.destination = destination
        var template = Array("\(destination).rdb.XXXXXX".utf8CString)
        descriptor = template.withUnsafeMutableBufferPointer { name in
            guard let start = name.baseAddress else { return -1 }
            let descriptor = mkstemp(start)
            if descriptor >= 0 {
                _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
                unlink(start)
            }
            return descriptor
        }
        guard descriptor >= 0 else { throw failure() }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Appends bytes.
    func append(_ bytes: Bytes) throws(SnapshotError) {
        try bytes.lend { bytes throws(SnapshotError) in try append(bytes) }
    }

    /// Appends bytes.
    func append(_ bytes: UnsafeRawBufferPointer) throws(SnapshotError) {
        var start = 0
        while start < bytes.count {
            let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
            let count = write(descriptor, rest.baseAddress, rest.count)
            if count >= 0 {
                start += count
            } else if errno != EINTR {
                throw failure()
            }
        }
    }

    /// Reads bytes from a place and answers how many there were; 0 at the end.
    func read(
        into buffer: UnsafeMutableRawBufferPointer,
        at offset: Int
    ) throws(SnapshotError) -> Int {
        while true {
            let count = pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
            if count >= 0 { return count }
            guard errno == EINTR else { throw failure() }
        }
    }

    /// What was written, for reading: it has a life of its own.
    func reopened() throws(SnapshotError) -> RDBFile {
        do throws(RDBFileError) {
            return try RDBFile(descriptor: fcntl(descriptor, F_DUPFD_CLOEXEC, 0))
        } catch {
            throw failure()
        }
    }

    private func failure() -> SnapshotError {
        .unwritable(path: destination, reason: String(cString: strerror(errno)))
    }
}
