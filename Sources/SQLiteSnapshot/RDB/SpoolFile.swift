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
        let descriptor = descriptor
        var start = 0
        while start < bytes.count {
            let count = bytes.withUnsafeBytes { [start] bytes in
                let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
                return write(descriptor, rest.baseAddress, rest.count)
            }
            if count >= 0 {
                start += count
            } else if errno != EINTR {
                throw failure()
            }
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
