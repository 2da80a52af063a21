import StdnetBackend

/// Reads single keys of an RDB file, from where the file has them.
package final class RDBRecordReader {
    private static let firstPiece = 512
    private static let largestPiece = 1 << 18

    private var bytes = Bytes(repeating: 0, count: largestPiece)
    /// Where in the file the bytes are from, and how many of them.
    private var start = 0
    private var count = 0
    /// Where in the file the value is.
    private var position = 0
    private let longestString: Int

    package init(_ options: RDBFileOptions = RDBFileOptions()) {
        longestString = options.longestString
    }

    /// The type of the key that starts at a place.
    ///
    /// ``read(_:to:of:)`` gives its value.
    package func type(
        at offset: Int,
        of file: borrowing RDBFile
    ) throws(RDBFileError) -> RDBType {
        var size = Self.firstPiece
        while true {
            let isAll = try fill(from: file, at: offset, size)
            do throws(RDBError) {
                return try bytes.lend { bytes throws(RDBError) in
                    var reader = reader(bytes)
                    let byte = try reader.byte()
                    guard let type = RDBType(rawValue: byte) else { throw .unknownType(byte) }
                    try reader.skipString()
                    position = offset + reader.position
                    return type
                }
            } catch {
                guard error == .truncated, !isAll else { throw failure(error, at: offset) }
                size = size.multipliedReportingOverflow(by: 8).partialValue
            }
        }
    }

    /// Gives the parts of the value behind the name that was passed last.
    ///
    /// A collection without elements gives none.
    package func read(
        _ type: RDBType,
        to sink: inout some RDBValueSink,
        of file: borrowing RDBFile
    ) throws(RDBFileError) {
        var decoder = RDBValueDecoder(type)
        var size = Self.firstPiece
        while !decoder.isDone {
            var isAll = false
            var missing = 0
            do throws(RDBError) {
                try bytes.lend { bytes throws(RDBError) in
                    var reader = reader(bytes)
                    reader.move(to: position - start)
                    do throws(RDBError) {
                        try decoder.run(&reader, &sink)
                    } catch {
                        position = start + reader.position
                        missing =
                            reader.remaining.addingReportingOverflow(reader.missing)
                            .partialValue
                        throw error
                    }
                }
            } catch {
                guard error != .empty else { return }
                guard error == .truncated else { throw failure(error, at: position) }
                size = max(missing, min(size * 8, Self.largestPiece))
                let before = start + count
                isAll = try fill(from: file, at: position, size)
                // Nothing came: the file ends here.
                guard start + count > before || !isAll else { throw failure(error, at: position) }
            }
        }
    }

    private func reader(_ bytes: RawBytes) -> RDBReader {
        var reader = RDBReader(RawBytes(rebasing: bytes[..<count]))
        reader.longestString = longestString
        return reader
    }

    /// Holds as many bytes from a place; answers whether the file ends before.
    private func fill(
        from file: borrowing RDBFile,
        at offset: Int,
        _ size: Int
    ) throws(RDBFileError) -> Bool {
        (start, count, position) = (offset, 0, offset)
        // The buffer grows with what there is, not with what a damaged length says.
        while count < size {
            let wanted = min(size, max(2 * count, Self.largestPiece))
            if bytes.count < wanted {
                bytes.append(contentsOf: repeatElement(0, count: wanted - bytes.count))
            }
            let read = try bytes.withUnsafeMutableBufferPointer { buffer throws(RDBFileError) in
                let room = UnsafeMutableBufferPointer(rebasing: buffer[count..<wanted])
                return try file.read(into: UnsafeMutableRawBufferPointer(room), at: offset + count)
            }
            guard read > 0 else { return true }
            count += read
        }
        return false
    }

    private func failure(_ fault: RDBError, at offset: Int) -> RDBFileError {
        RDBFileError(fault: fault, offset: offset)
    }
}
