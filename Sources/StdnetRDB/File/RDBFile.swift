#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// An RDB file on disk, which is read piece by piece.
package struct RDBFile: ~Copyable {
    private static let pieceSize = 1 << 18

    private let descriptor: Int32
    /// How many bytes the file has; 0 where that can't be said.
    package let size: Int

    package init(path: String) throws(RDBFileError) {
        descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure() }
        var status = stat()
        size = fstat(descriptor, &status) == 0 ? Int(status.st_size) : 0
    }

    deinit { close(descriptor) }

    /// Decodes the file from where it was read to.
    ///
    /// - Parameters:
    ///   - options: How it is read.
    ///   - sink: What takes its parts.
    ///   - goesOn: Is asked before each piece of it, with how many bytes were read; false stops.
    /// - Returns: The decoder, which knows how many keys there were.
    /// - Throws: ``RDBFileError``; ``RDBError/stopped`` when it was stopped.
    package func decode(
        _ options: RDBFileOptions = RDBFileOptions(),
        to sink: inout some RDBFileSink,
        while goesOn: (Int) -> Bool = { _ in true }
    ) throws(RDBFileError) -> RDBFileDecoder {
        var decoder = RDBFileDecoder(options)
        let buffer = UnsafeMutableRawBufferPointer.allocate(
            byteCount: Self.pieceSize,
            alignment: 16
        )
        defer { buffer.deallocate() }
        while true {
            guard goesOn(decoder.offset) else {
                throw RDBFileError(fault: .stopped, offset: decoder.offset)
            }
            let count = try read(into: buffer, at: decoder.offset)
            guard count > 0 else { break }
            try decoder.feed(RawBytes(rebasing: buffer[..<count]), to: &sink)
        }
        try decoder.finish()
        return decoder
    }

    private func read(
        into buffer: UnsafeMutableRawBufferPointer,
        at offset: Int
    ) throws(RDBFileError) -> Int {
        while true {
            #if canImport(Darwin)
            let count = Darwin.read(descriptor, buffer.baseAddress, buffer.count)
            #elseif canImport(Musl)
            let count = Musl.read(descriptor, buffer.baseAddress, buffer.count)
            #else
            let count = Glibc.read(descriptor, buffer.baseAddress, buffer.count)
            #endif
            if count >= 0 { return count }
            guard errno == EINTR else { throw Self.failure(at: offset) }
        }
    }

    private static func failure(at offset: Int = 0) -> RDBFileError {
        RDBFileError(fault: .unreadable(String(cString: strerror(errno))), offset: offset)
    }
}
