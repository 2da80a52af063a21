package import StdnetBackend

#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// An RDB file that is being written beside its place, and put there when it is complete.
package struct RDBFileWriter: ~Copyable {
    private let path: String
    private let temporary: String
    private let descriptor: Int32
    private var checksum: UInt64 = 0
    private var offset = 0
    private var isInPlace = false

    /// Makes an empty file.
    package init(path: String) throws(RDBFileError) {
        self.path = path
        var template = Array("\(path).XXXXXX".utf8CString)
        descriptor = template.withUnsafeMutableBufferPointer { name in
            guard let start = name.baseAddress else { return -1 }
            return mkstemp(start)
        }
        temporary = String(
            decoding: template.dropLast().map { UInt8(bitPattern: $0) },
            as: UTF8.self
        )
        guard descriptor >= 0 else { throw failure() }
        _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
        _ = fchmod(descriptor, 0o644)
    }

    deinit {
        guard descriptor >= 0 else { return }
        if !isInPlace { unlink(temporary) }
        close(descriptor)
    }

    /// Appends bytes.
    package mutating func append(_ bytes: Bytes) throws(RDBFileError) {
        let start = checksum
        checksum = bytes.lend { CRC64.checksum($0, from: start) }
        try write(bytes)
    }

    /// Appends the checksum, makes all of it safe on disk and gives the file its name.
    package consuming func finish() throws(RDBFileError) {
        var footer: Bytes = []
        footer.append(littleEndian: checksum)
        try write(footer)
        guard fsync(descriptor) == 0, rename(temporary, path) == 0 else { throw failure() }
        isInPlace = true
    }

    private mutating func write(_ bytes: Bytes) throws(RDBFileError) {
        let descriptor = descriptor
        var start = 0
        while start < bytes.count {
            let count = bytes.lend { [start] bytes in
                let rest = RawBytes(rebasing: bytes[start...])
                #if canImport(Darwin)
                return Darwin.write(descriptor, rest.baseAddress, rest.count)
                #elseif canImport(Musl)
                return Musl.write(descriptor, rest.baseAddress, rest.count)
                #else
                return Glibc.write(descriptor, rest.baseAddress, rest.count)
                #endif
            }
            if count >= 0 {
                start += count
            } else if errno != EINTR {
                throw failure()
            }
        }
        offset += start
    }

    private func failure() -> RDBFileError {
        RDBFileError(fault: .unwritable(String(cString: strerror(errno))), offset: offset)
    }
}
