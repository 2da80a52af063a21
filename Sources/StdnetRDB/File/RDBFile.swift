#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// An RDB file on disk, which is read piece by piece.
package struct RDBFile: ~Copyable, Sendable {
    private static let pieceSize = 1 << 18

    private let descriptor: Int32

    package init(path: String) throws(RDBFileError) {
        // To open a pipe would wait for whoever writes it.
        try self.init(descriptor: open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK))
    }

    /// Takes an open file, which is closed with this value.
    package init(descriptor: Int32) throws(RDBFileError) {
        self.descriptor = descriptor
        guard descriptor >= 0 else { throw Self.failure() }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw Self.failure() }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw RDBFileError(fault: .unreadable("it is no regular file"), offset: 0)
        }
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    /// Decodes the file from its start.
    ///
    /// - Parameters:
    ///   - options: How it is read.
    ///   - sink: What takes its parts.
    ///   - goesOn: Is asked before each piece of it, with how far the decoder is; false stops.
    /// - Returns: The decoder, which knows how many keys there were.
    /// - Throws: ``RDBFileError``; ``RDBError/stopped`` when it was stopped.
    package func decode(
        _ options: RDBFileOptions = RDBFileOptions(),
        to sink: inout some RDBFileSink,
        while goesOn: (borrowing RDBFileDecoder) -> Bool = { _ in true }
    ) throws(RDBFileError) -> RDBFileDecoder {
        var decoder = RDBFileDecoder(options)
        var position = 0
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: Self.pieceSize,
            alignment: 16
        )
        defer { buffer.deallocate() }
        while true {
            guard goesOn(decoder) else {
                throw RDBFileError(fault: .stopped, offset: decoder.offset)
            }
            let count = try read(into: buffer, at: position)
            guard count > 0 else { break }
            position += count
            try decoder.feed(RawBytes(rebasing: buffer[..<count]), to: &sink)
        }
        try decoder.finish()
        return decoder
    }

    /// Reads bytes from a place and answers how many there were; 0 at the end.
    package func read(
        into buffer: UnsafeMutableRawBufferPointer,
        at offset: Int
    ) throws(RDBFileError) -> Int {
        while true {
            #if canImport(Darwin)
            let count = Darwin.pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
            #elseif canImport(Musl)
            let count = Musl.pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
            #else
            let count = Glibc.pread(descriptor, buffer.baseAddress, buffer.count, off_t(offset))
            #endif
            if count >= 0 { return count }
            guard errno == EINTR else { throw Self.failure(at: offset) }
        }
    }

    private static func failure(at offset: Int = 0) -> RDBFileError {
        RDBFileError(fault: .unreadable(String(cString: strerror(errno))), offset: offset)
    }
}
