/// Up to 22 bytes and their count, zero padded: equality is a few word compares, no memcmp.
///
/// The first byte is the lowest of `low`: every machine that Swift runs on is little endian.
struct InlineBytes: Equatable, Sendable {
    static let capacity = 22

    private(set) var low: UInt64 = 0
    private(set) var middle: UInt64 = 0
    private(set) var high: UInt32 = 0
    private(set) var top: UInt16 = 0
    private(set) var count: UInt8 = 0

    /// No bytes.
    init() {}

    /// Copies at most ``capacity`` bytes, by overlapping loads instead of a memcpy.
    @inline(__always)
    init(_ bytes: RawBytes) {
        let length = bytes.count
        count = UInt8(truncatingIfNeeded: length)
        guard let start = bytes.baseAddress else { return }
        if length >= 8 {
            low = start.loadUnaligned(as: UInt64.self)
            if length > 16 {
                middle = start.loadUnaligned(fromByteOffset: 8, as: UInt64.self)
                let tail = start.loadUnaligned(fromByteOffset: length - 8, as: UInt64.self)
                let rest = tail >> UInt64(8 * (24 - length))
                high = UInt32(truncatingIfNeeded: rest)
                top = UInt16(truncatingIfNeeded: rest >> 32)
            } else if length > 8 {
                let tail = start.loadUnaligned(fromByteOffset: length - 8, as: UInt64.self)
                middle = tail >> UInt64(8 * (16 - length))
            }
        } else if length >= 4 {
            let tail = start.loadUnaligned(fromByteOffset: length - 4, as: UInt32.self)
            low =
                UInt64(start.loadUnaligned(as: UInt32.self))
                | UInt64(tail) << UInt64(8 * (length - 4))
        } else {
            for index in 0..<length { low |= UInt64(bytes[index]) << UInt64(8 * index) }
        }
    }

    /// The last bytes as one word.
    @inline(__always) var rest: UInt64 { UInt64(high) | UInt64(top) << 32 }

    @inline(__always)
    func hash(_ seed: HashSeed) -> UInt64 {
        let body = HashSeed.fold(low ^ seed.first, middle ^ seed.second)
        let hash = HashSeed.fold(body ^ rest, seed.third ^ UInt64(count))
        return count > 16 ? seed.finish(hash) : hash
    }

    /// The order of the bytes: as memcmp gives it, then the shorter first.
    @inline(__always)
    static func < (left: InlineBytes, right: InlineBytes) -> Bool {
        if left.low != right.low { return left.low.bigEndian < right.low.bigEndian }
        if left.middle != right.middle { return left.middle.bigEndian < right.middle.bigEndian }
        if left.rest != right.rest { return left.rest.bigEndian < right.rest.bigEndian }
        return left.count < right.count
    }

    /// Lends the bytes.
    @inline(__always)
    func withBytes<Result>(_ body: (RawBytes) -> Result) -> Result {
        withUnsafeBytes(of: self) { body(RawBytes(rebasing: $0[..<Int(count)])) }
    }
}
