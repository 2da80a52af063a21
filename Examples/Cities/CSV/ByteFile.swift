#if canImport(Glibc)
internal import Glibc
#elseif canImport(Musl)
internal import Musl
#else
internal import Darwin
#endif

/// A file that is read from its beginning to its end.
final class ByteFile {
    private static let pieceSize = 1 << 16

    private let path: String
    private let descriptor: Int32

    init(path: String) throws(CSVError) {
        self.path = path
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.unreadable(path) }
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    /// The next bytes; none at the end.
    func read() throws(CSVError) -> [UInt8] {
        let descriptor = descriptor
        var count = 0
        let piece = [UInt8](unsafeUninitializedCapacity: Self.pieceSize) { buffer, used in
            repeat {
                count = systemRead(descriptor, buffer.baseAddress, buffer.count)
            } while count < 0 && errno == EINTR
            used = max(0, count)
        }
        guard count >= 0 else { throw Self.unreadable(path) }
        return piece
    }

    private static func unreadable(_ path: String) -> CSVError {
        CSVError(file: path, problem: .unreadable(reason: String(cString: strerror(errno))))
    }
}

/// The function of the system, by a name that the method's does not hide.
private func systemRead(_ descriptor: Int32, _ start: UnsafeMutableRawPointer?, _ count: Int) -> Int
{
    read(descriptor, start, count)
}
