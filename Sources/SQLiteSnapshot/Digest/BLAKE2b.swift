import StdnetBackend

/// BLAKE2b-256 as RFC 7693 defines it, without a key: one object for many messages, one after the
/// other.
///
/// Any library has it, Python's as `hashlib.blake2b(message, digest_size=32)`.
struct BLAKE2b {
    private static let blockSize = 128
    private typealias Words = (
        UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64, UInt64
    )

    private var state = Self.initial
    private var block = [UInt8](repeating: 0, count: Self.blockSize)
    private var filled = 0
    private var length: UInt64 = 0

    /// The parameters: 32 bytes of digest, no key, no tree.
    private static let initial: Words = (
        0x6a09_e667_f3bc_c908 ^ 0x0101_0020, 0xbb67_ae85_84ca_a73b, 0x3c6e_f372_fe94_f82b,
        0xa54f_f53a_5f1d_36f1, 0x510e_527f_ade6_82d1, 0x9b05_688c_2b3e_6c1f,
        0x1f83_d9ab_fb41_bd6b, 0x5be0_cd19_137e_2179
    )

    /// Takes more bytes of the message.
    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes
        while !rest.isEmpty {
            // The last block is another: so a full one waits until there is more.
            if filled == Self.blockSize { compress(isLast: false) }
            let taken = min(rest.count, Self.blockSize - filled)
            let (from, to) = (filled, filled + taken)
            block.withUnsafeMutableBytes {
                UnsafeMutableRawBufferPointer(rebasing: $0[from..<to])
                    .copyMemory(from: UnsafeRawBufferPointer(rebasing: rest[..<taken]))
            }
            filled += taken
            rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
        }
    }

    /// Takes a byte of the message.
    mutating func update(_ byte: UInt8) {
        if filled == Self.blockSize { compress(isLast: false) }
        block[filled] = byte
        filled += 1
    }

    /// Takes a number as eight bytes, the lowest first.
    mutating func update(_ number: UInt64) {
        withUnsafeBytes(of: number.littleEndian) { update($0) }
    }

    /// The digest of the message; the next one begins.
    mutating func finish() -> ContentDigest {
        block.withUnsafeMutableBytes { [filled] in
            _ = UnsafeMutableRawBufferPointer(rebasing: $0[filled...]).initializeMemory(
                as: UInt8.self,
                repeating: 0
            )
        }
        compress(isLast: true)
        let digest = ContentDigest(words: (state.0, state.1, state.2, state.3))
        state = Self.initial
        length = 0
        return digest
    }

    private mutating func compress(isLast: Bool) {
        length &+= UInt64(filled)
        filled = 0
        let (before, length) = (state, length)
        state = block.withUnsafeBytes { block in
            Self.order.withUnsafeBufferPointer { order in
                Self.compressed(before, block, length, isLast: isLast, order)
            }
        }
    }

    private static func compressed(
        _ h: Words,
        _ block: UnsafeRawBufferPointer,
        _ length: UInt64,
        isLast: Bool,
        _ order: UnsafeBufferPointer<UInt8>
    ) -> Words {
        var (v0, v1, v2, v3, v4, v5, v6, v7) = h
        var v8: UInt64 = 0x6a09_e667_f3bc_c908
        var v9: UInt64 = 0xbb67_ae85_84ca_a73b
        var v10: UInt64 = 0x3c6e_f372_fe94_f82b
        var v11: UInt64 = 0xa54f_f53a_5f1d_36f1
        var v12: UInt64 = 0x510e_527f_ade6_82d1 ^ length
        var v13: UInt64 = 0x9b05_688c_2b3e_6c1f
        var v14: UInt64 = 0x1f83_d9ab_fb41_bd6b ^ (isLast ? UInt64.max : 0)
        var v15: UInt64 = 0x5be0_cd19_137e_2179
        for round in 0..<12 {
            let at = round % 10 * 16
            func word(_ place: Int) -> UInt64 {
                let offset = Int(order[at + place]) * 8
                return UInt64(
                    littleEndian: block.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
                )
            }
            mix(&v0, &v4, &v8, &v12, word(0), word(1))
            mix(&v1, &v5, &v9, &v13, word(2), word(3))
            mix(&v2, &v6, &v10, &v14, word(4), word(5))
            mix(&v3, &v7, &v11, &v15, word(6), word(7))
            mix(&v0, &v5, &v10, &v15, word(8), word(9))
            mix(&v1, &v6, &v11, &v12, word(10), word(11))
            mix(&v2, &v7, &v8, &v13, word(12), word(13))
            mix(&v3, &v4, &v9, &v14, word(14), word(15))
        }
        return (
            h.0 ^ v0 ^ v8, h.1 ^ v1 ^ v9, h.2 ^ v2 ^ v10, h.3 ^ v3 ^ v11, h.4 ^ v4 ^ v12,
            h.5 ^ v5 ^ v13, h.6 ^ v6 ^ v14, h.7 ^ v7 ^ v15
        )
    }

    @inline(__always)
    private static func mix(
        _ a: inout UInt64,
        _ b: inout UInt64,
        _ c: inout UInt64,
        _ d: inout UInt64,
        _ x: UInt64,
        _ y: UInt64
    ) {
        a = a &+ b &+ x
        d ^= a
        d = d &>> 32 | d &<< 32
        c = c &+ d
        b ^= c
        b = b &>> 24 | b &<< 40
        a = a &+ b &+ y
        d ^= a
        d = d &>> 16 | d &<< 48
        c = c &+ d
        b ^= c
        b = b &>> 63 | b &<< 1
    }

    /// Which word of the block comes when, in ten rounds; the last two are the first two again.
    private static let order: [UInt8] = [
        0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15,  //
        14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3,  //
        11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4,  //
        7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8,  //
        9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13,  //
        2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9,  //
        12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11,  //
        13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10,  //
        6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5,  //
        10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0,
    ]
}
