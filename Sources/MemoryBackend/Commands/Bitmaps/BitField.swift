import StdnetBackend

/// An integer of up to 64 bits anywhere in a string, its highest bit first.
struct BitField {
    let isSigned: Bool
    let width: Int
    /// The number of its first bit.
    let offset: Int

    /// The bit after its last one.
    var end: Int { offset + width }

    private var firstByte: Int { offset >> 3 }
    private var byteCount: Int { (end - 1) >> 3 - firstByte + 1 }
    /// How many bits follow the integer in its last byte.
    private var shift: Int { -end & 7 }
    private var mask: UInt64 { .max >> UInt64(64 - width) }

    /// Reads the type of an integer, such as `u8` or `i64`.
    static func type(_ word: RawBytes) throws(CommandError) -> (isSigned: Bool, width: Int) {
        let isSigned = word.first == UInt8(ascii: "i")
        let digits = RawBytes(rebasing: word.dropFirst().prefix { $0 != 0 })
        guard isSigned || word.first == UInt8(ascii: "u"), let width = Int(decimal: digits),
            width >= 1, width <= (isSigned ? 64 : 63)
        else {
            throw .init(
                "ERR Invalid bitfield type. Use something like i16 u8. "
                    + "Note that u64 is not supported but i64 is."
            )
        }
        return (isSigned, width)
    }

    /// The integer in a string, which zeros follow; an unsigned one has at most 63 bits.
    func value(in bytes: RawBytes) -> Int {
        var window: UInt128 = 0
        for at in firstByte..<firstByte + byteCount {
            window = window << 8 | (at < bytes.count ? UInt128(bytes[at]) : 0)
        }
        let bits = UInt64(truncatingIfNeeded: window >> UInt128(shift)) & mask
        guard isSigned else { return Int(bits) }
        let unused = UInt64(64 - width)
        return Int(Int64(bitPattern: bits << unused) >> Int64(unused))
    }

    /// Writes the lowest bits of a number into a string that is long enough.
    func store(_ value: Int, in bytes: inout Bytes) {
        let bits = UInt64(bitPattern: Int64(value)) & mask
        var window = UInt128(bits) << UInt128(shift)
        var kept = ~(UInt128(mask) << UInt128(shift))
        for at in (firstByte..<firstByte + byteCount).reversed() {
            let byte = bytes[at] & UInt8(truncatingIfNeeded: kept)
            bytes[at] = byte | UInt8(truncatingIfNeeded: window)
            window >>= 8
            kept >>= 8
        }
    }
}
