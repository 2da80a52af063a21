package import NIOCore
package import StdnetBackend

extension ByteBuffer {
    /// Appends the commands of a batch as the server reads them, with MULTI and EXEC around those of
    /// a transaction.
    package mutating func writeRequests(of batch: CommandBatch) {
        let isTransaction = batch.isolation == .transaction
        if isTransaction { writeStaticString("*1\r\n$5\r\nMULTI\r\n") }
        writeVectors(batch.arguments, ends: batch.ends)
        if isTransaction { writeStaticString("*1\r\n$4\r\nEXEC\r\n") }
    }

    /// Appends the command that makes a script known to the server.
    package mutating func writeLoad(of script: ScriptSource) {
        let vector: Arguments = ["SCRIPT", "LOAD", script.lua]
        writeVectors(vector, ends: [vector.count])
    }

    /// Appends argument vectors that lie one after another; `ends` says where each of them ends.
    private mutating func writeVectors(_ arguments: Arguments, ends: [Int]) {
        // A mark, two line ends, and no length has more digits than the length of everything.
        let headerSize = 5 + (arguments.bytes.count + arguments.count).digitCount
        let size = arguments.bytes.count + (arguments.count + ends.count) * headerSize
        writeWithUnsafeMutableBytes(minimumWritableBytes: size) { target in
            guard let start = target.baseAddress else { return 0 }
            var writer = RequestWriter(next: start.assumingMemoryBound(to: UInt8.self))
            arguments.bytes.withUnsafeBufferPointer { bytes in
                var argument = 0
                var offset = 0
                for end in ends {
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
