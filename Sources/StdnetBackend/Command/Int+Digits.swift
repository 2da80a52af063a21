extension Int {
    /// Lends the decimal digits of the number, a minus before them where it is negative, for the time of
    /// the call: at most 20 bytes.
    @inlinable @inline(__always)
    package func withDigits<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withUnsafeTemporaryAllocation(byteCount: 20, alignment: 1) { digits in
            var rest = magnitude
            var start = digits.count
            repeat {
                let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
                start -= 1
                digits[start] = UInt8(truncatingIfNeeded: digit) + UInt8(ascii: "0")
                rest = quotient
            } while rest > 0
            if self < 0 {
                start -= 1
                digits[start] = UInt8(ascii: "-")
            }
            return body(UnsafeRawBufferPointer(rebasing: digits[start...]))
        }
    }

    /// Reads plain decimal digits as Redis does: an optional minus, no plus, no spaces, no leading
    /// zeros; nil for everything else and on overflow.
    public init?(decimal text: UnsafeRawBufferPointer) {
        guard let lead = text.first else { return nil }
        let isNegative = lead == UInt8(ascii: "-")
        let digits = isNegative ? UnsafeRawBufferPointer(rebasing: text.dropFirst()) : text
        guard let first = digits.first, digits.count <= 19 else { return nil }
        if first == UInt8(ascii: "0") {
            guard digits.count == 1, !isNegative else { return nil }
            self = 0
            return
        }
        // Nineteen digits always fit without a sign.
        var magnitude: UInt64 = 0
        for digit in digits {
            guard digit &- 48 < 10 else { return nil }
            magnitude = magnitude &* 10 &+ UInt64(digit &- 48)
        }
        let most = UInt64(Int64.max) + (isNegative ? 1 : 0)
        guard magnitude <= most else { return nil }
        self = Int(truncatingIfNeeded: isNegative ? 0 &- magnitude : magnitude)
    }
}
