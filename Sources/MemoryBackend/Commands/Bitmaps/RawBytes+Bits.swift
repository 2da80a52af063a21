// Bytes as bits: bit 0 is the highest of the first byte.
extension RawBytes {
    /// How many bits of a range are set.
    func countOfSetBits(in range: Range<Int>) -> Int {
        guard !range.isEmpty else { return 0 }
        let first = range.lowerBound >> 3
        let last = (range.upperBound - 1) >> 3
        if first == last { return byte(first, maskedTo: range).nonzeroBitCount }
        let between = RawBytes(rebasing: self[first + 1..<last])
        return byte(first, maskedTo: range).nonzeroBitCount + between.countOfSetBits
            + byte(last, maskedTo: range).nonzeroBitCount
    }

    /// Where the first bit of a range is that has a value; nil when there is none.
    func firstBit(_ bit: Int, in range: Range<Int>) -> Int? {
        guard !range.isEmpty else { return nil }
        let first = range.lowerBound >> 3
        let last = (range.upperBound - 1) >> 3
        let skipped: UInt8 = bit == 1 ? 0 : 0xff
        let skippedWord: UInt64 = bit == 1 ? 0 : .max
        var at = first
        while at <= last {
            if at > first, at + 8 <= last,
                loadUnaligned(fromByteOffset: at, as: UInt64.self) == skippedWord
            {
                at += 8
                continue
            }
            let wanted = self[at] ^ skipped
            let masked = wanted & Self.mask(at, range)
            if masked != 0 { return at << 3 + masked.leadingZeroBitCount }
            at += 1
        }
        return nil
    }

    private var countOfSetBits: Int {
        var total = 0
        var at = 0
        while at + 8 <= count {
            total += loadUnaligned(fromByteOffset: at, as: UInt64.self).nonzeroBitCount
            at += 8
        }
        while at < count {
            total += self[at].nonzeroBitCount
            at += 1
        }
        return total
    }

    private func byte(_ position: Int, maskedTo range: Range<Int>) -> UInt8 {
        self[position] & Self.mask(position, range)
    }

    /// The bits of a byte that are in a range.
    private static func mask(_ position: Int, _ range: Range<Int>) -> UInt8 {
        let before = Swift.max(range.lowerBound - position << 3, 0)
        let after = Swift.max((position + 1) << 3 - range.upperBound, 0)
        return (0xff >> UInt8(before)) & (0xff << UInt8(after))
    }
}
