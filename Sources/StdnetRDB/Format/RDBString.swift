package import StdnetBackend

/// A string that was read: where it lies, or what it stands for.
///
/// It is valid as long as the bytes are that it was read from.
package enum RDBString {
    /// Bytes as they are.
    case bytes(RawBytes)
    /// An integer, which stands for its decimal digits.
    case integer(Int64)
    /// Bytes that were compressed.
    case owned(Bytes)

    /// Lends the bytes.
    @inline(__always)
    package func withBytes<Result, Failure: Error>(
        _ body: (RawBytes) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        switch self {
        case .bytes(let bytes): try body(bytes)
        case .owned(let bytes): try bytes.lend(body)
        case .integer(let number): try Self.withDigits(number, body)
        }
    }

    /// How many bytes there are.
    package var count: Int {
        switch self {
        case .bytes(let bytes): bytes.count
        case .owned(let bytes): bytes.count
        case .integer: withBytes { $0.count }
        }
    }

    /// The bytes as an array.
    package var array: Bytes {
        if case .owned(let bytes) = self { return bytes }
        return withBytes { Bytes($0) }
    }

    private static func withDigits<Result, Failure: Error>(
        _ number: Int64,
        _ body: (RawBytes) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        // Twenty bytes at most: a sign and 19 digits.
        var storage: (UInt64, UInt64, UInt64) = (0, 0, 0)
        let start = Swift.withUnsafeMutableBytes(of: &storage) { buffer in
            var start = buffer.count
            var rest = number.magnitude
            repeat {
                let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
                start -= 1
                buffer[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit)
                rest = quotient
            } while rest > 0
            if number < 0 {
                start -= 1
                buffer[start] = UInt8(ascii: "-")
            }
            return start
        }
        return try Swift.withUnsafeBytes(of: storage) { buffer throws(Failure) -> Result in
            try body(RawBytes(rebasing: buffer[start...]))
        }
    }
}
