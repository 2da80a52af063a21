/// The id of a stream entry: milliseconds, and a sequence number within them.
struct StreamID: Hashable, Comparable, Sendable {
    var milliseconds: UInt64
    var sequence: UInt64

    /// The smallest id, which no entry has.
    static var zero: StreamID { .init(milliseconds: 0, sequence: 0) }
    static var max: StreamID { .init(milliseconds: .max, sequence: .max) }

    @inline(__always)
    static func < (left: StreamID, right: StreamID) -> Bool {
        left.milliseconds != right.milliseconds
            ? left.milliseconds < right.milliseconds : left.sequence < right.sequence
    }

    /// The next id; nil after the last one.
    var successor: StreamID? {
        if sequence < .max { return .init(milliseconds: milliseconds, sequence: sequence + 1) }
        guard milliseconds < .max else { return nil }
        return .init(milliseconds: milliseconds + 1, sequence: 0)
    }

    /// The id before; nil before the first one.
    var predecessor: StreamID? {
        if sequence > 0 { return .init(milliseconds: milliseconds, sequence: sequence - 1) }
        guard milliseconds > 0 else { return nil }
        return .init(milliseconds: milliseconds - 1, sequence: .max)
    }

    /// Lends the text, such as `1526919030474-55`.
    @inline(__always)
    func withText<Result>(_ body: (RawBytes) -> Result) -> Result {
        withUnsafeTemporaryAllocation(byteCount: 41, alignment: 1) { buffer in
            var start = buffer.count
            buffer.writeDigits(sequence, before: &start)
            start -= 1
            buffer[start] = UInt8(ascii: "-")
            buffer.writeDigits(milliseconds, before: &start)
            return body(RawBytes(rebasing: buffer[start...]))
        }
    }

    /// Lends the 16 bytes that sort as the ids do.
    func withSortableBytes<Result>(_ body: (RawBytes) -> Result) -> Result {
        withUnsafeBytes(of: (milliseconds.bigEndian, sequence.bigEndian), body)
    }

    /// An id from 16 bytes that sort as the ids do.
    init(sortableBytes bytes: RawBytes) {
        milliseconds = UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self))
        sequence = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
    }

    @inline(__always)
    init(milliseconds: UInt64, sequence: UInt64) {
        self.milliseconds = milliseconds
        self.sequence = sequence
    }
}

extension UnsafeMutableRawBufferPointer {
    /// Writes a number in decimal digits before a position, which moves to the first of them.
    @inline(__always)
    func writeDigits(_ number: UInt64, before start: inout Int) {
        var rest = number
        repeat {
            let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
            start -= 1
            self[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
            rest = quotient
        } while rest > 0
    }
}
