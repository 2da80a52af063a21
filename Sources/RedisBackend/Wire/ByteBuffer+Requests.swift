package import NIOCore
package import StdnetBackend

extension ByteBuffer {
    /// Appends commands of a batch as the server reads them, with MULTI and EXEC around those of a
    /// transaction.
    ///
    /// - Parameters:
    ///   - batch: The commands.
    ///   - first: The position of the first command that is not written yet.
    ///   - limit: After about so many bytes no further command is begun.
    /// - Returns: the position of the first command that is left; the number of commands at the end.
    @discardableResult
    package mutating func writeRequests(
        of batch: CommandBatch,
        from first: Int = 0,
        limit: Int = .max
    ) -> Int {
        let isTransaction = batch.isolation == .transaction
        if isTransaction, first == 0 { writeStaticString("*1\r\n$5\r\nMULTI\r\n") }
        var next = batch.count
        if Self.place(of: next, batch) > limit {
            let start = Self.place(of: first, batch)
            next = first + 1
            while next < batch.count, Self.place(of: next, batch) - start < limit { next += 1 }
        }
        if next > first { writeVectors(of: batch, first..<next) }
        if isTransaction, next == batch.count { writeStaticString("*1\r\n$4\r\nEXEC\r\n") }
        return next
    }

    /// About where a command starts when all are written: 8 bytes around each argument.
    private static func place(of command: Int, _ batch: CommandBatch) -> Int {
        let argument = command == 0 ? 0 : batch.range(of: command - 1).upperBound
        return argument == 0 ? 0 : batch.arguments.ends[argument - 1] + 8 * argument
    }

    /// Appends the command that makes a script known to the server.
    package mutating func writeLoad(of script: ScriptSource) {
        var batch = CommandBatch()
        batch.append { (arguments: inout Arguments) in
            arguments = ["SCRIPT", "LOAD", script.lua]
        }
        writeVectors(of: batch, 0..<1)
    }

    /// Appends some of the argument vectors of a batch.
    private mutating func writeVectors(of batch: CommandBatch, _ vectors: Range<Int>) {
        let arguments = batch.arguments
        let first = batch.range(of: vectors.lowerBound).lowerBound
        let last = batch.range(of: vectors.upperBound - 1).upperBound
        guard last > first else { return }
        let startOfBytes = first == 0 ? 0 : arguments.ends[first - 1]
        let byteCount = arguments.ends[last - 1] - startOfBytes
        // A mark, two line ends, and no length has more digits than the length of everything.
        let headerSize = 5 + (byteCount + last - first).digitCount
        let size = byteCount + (last - first + vectors.count) * headerSize
        writeWithUnsafeMutableBytes(minimumWritableBytes: size) { target in
            guard let start = target.baseAddress else { return 0 }
            var writer = RequestWriter(next: start.assumingMemoryBound(to: UInt8.self))
            arguments.bytes.withUnsafeBufferPointer { bytes in
                var argument = first
                var offset = startOfBytes
                for vector in vectors {
                    let end = batch.range(of: vector).upperBound
                    writer.header("*", end - argument)
                    while argument < end {
                        let length = arguments.ends[argument] - offset
                        writer.header("$", length)
                        writer.line(UnsafeBufferPointer(rebasing: bytes[offset..<offset + length]))
                        offset += length
                        argument += 1
                    }
                }
            }
            return UnsafeRawPointer(writer.next) - UnsafeRawPointer(start)
        }
    }
}

/// Writes requests into memory that is known to be large enough.
private struct RequestWriter {
    var next: UnsafeMutablePointer<UInt8>

    @inline(__always)
    mutating func header(_ mark: Unicode.Scalar, _ number: Int) {
        next.pointee = UInt8(truncatingIfNeeded: mark.value)
        next += 1
        let end = next + number.digitCount
        var digit = end
        var rest = number
        repeat {
            digit -= 1
            digit.pointee = UInt8(truncatingIfNeeded: rest % 10) + UInt8(ascii: "0")
            rest /= 10
        } while rest > 0
        next = end
        endLine()
    }

    @inline(__always)
    mutating func line(_ bytes: UnsafeBufferPointer<UInt8>) {
        if let start = bytes.baseAddress {
            next.update(from: start, count: bytes.count)
            next += bytes.count
        }
        endLine()
    }

    @inline(__always)
    private mutating func endLine() {
        next[0] = UInt8(ascii: "\r")
        next[1] = UInt8(ascii: "\n")
        next += 2
    }
}

extension Int {
    /// How many decimal digits a number that is not negative has.
    @inline(__always)
    fileprivate var digitCount: Int {
        var count = 1
        var rest = self
        while rest >= 10 {
            rest /= 10
            count += 1
        }
        return count
    }
}
