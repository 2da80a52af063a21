extension InlineBytes {
    /// The decimal digits of a number: at most 20 bytes with the sign.
    init(decimal number: Int) {
        self = withUnsafeTemporaryAllocation(byteCount: 20, alignment: 1) { buffer in
            var start = buffer.count
            var rest = number.magnitude
            repeat {
                let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
                start -= 1
                buffer[start] = UInt8(ascii: "0") + UInt8(digit)
                rest = quotient
            } while rest > 0
            if number < 0 {
                start -= 1
                buffer[start] = UInt8(ascii: "-")
            }
            return InlineBytes(RawBytes(rebasing: buffer[start...]))
        }
    }
}
