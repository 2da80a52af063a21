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
    private var block: (Words, Words) = (Self.zero, Self.zero)
    private var filled = 0
    private var length: UInt64 = 0

    private static let zero: Words = (0, 0, 0, 0, 0, 0, 0, 0)

    /// The parameters: 32 bytes of digest, no key, no tree.
    private static let initial: Words = (
        0x6a09_e667_f3bc_c908 ^ 0x0101_0020, 0xbb67_ae85_84ca_a73b, 0x3c6e_f372_fe94_f82b,
        0xa54f_f53a_5f1d_36f1, 0x510e_527f_ade6_82d1, 0x9b05_688c_2b3e_6c1f,
        0x1f83_d9ab_fb41_bd6b, 0x5be0_cd19_137e_2179
    )

    /// Takes more bytes of the message.
    @inline(__always)
    mutating func update(_ bytes: UnsafeRawBufferPointer) {
        guard let source = bytes.baseAddress else { return }
        if bytes.count <= Self.blockSize - filled {
            store(source, bytes.count)
        } else {
            updateBlocks(bytes)
        }
    }

    private mutating func updateBlocks(_ bytes: UnsafeRawBufferPointer) {
        var rest = bytes
        while let source = rest.baseAddress, !rest.isEmpty {
            // The last block is another: so a full one waits until there is more.
            if filled == Self.blockSize { compress(isLast: false) }
            let taken = min(rest.count, Self.blockSize - filled)
            store(source, taken)
            rest = UnsafeRawBufferPointer(rebasing: rest[taken...])
        }
    }

    /// Takes a byte of the message.
    @inline(__always)
    mutating func update(_ byte: UInt8) {
        withUnsafeBytes(of: byte) { update($0) }
    }

    /// Takes a number as eight bytes, the lowest first.
    @inline(__always)
    mutating func update(_ number: UInt64) {
        withUnsafeBytes(of: number.littleEndian) { update($0) }
    }

    /// Copies bytes into the block, where there is room for them.
    @inline(__always)
    private mutating func store(_ source: UnsafeRawPointer, _ count: Int) {
        let place = filled
        filled += count
        withUnsafeMutablePointer(to: &block) {
            (UnsafeMutableRawPointer($0) + place).copyMemory(from: source, byteCount: count)
        }
    }

    /// The digest of the message; the next one begins.
    mutating func finish() -> ContentDigest {
        let place = filled
        withUnsafeMutablePointer(to: &block) {
            _ = (UnsafeMutableRawPointer($0) + place)
                .initializeMemory(as: UInt8.self, repeating: 0, count: Self.blockSize - place)
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
        var v = Matrix(state, length, isLast: isLast)
        // The sixteen words of the block, and in which order each round takes them.
        let (a, b, c, d, e, f, g, h) = Self.littleEndian(block.0)
        let (i, j, k, l, m, n, o, p) = Self.littleEndian(block.1)
        v.mix(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
        v.mix(o, k, e, i, j, p, n, g, b, m, a, c, l, h, f, d)
        v.mix(l, i, m, a, f, c, p, n, k, o, d, g, h, b, j, e)
        v.mix(h, j, d, b, n, m, l, o, c, g, f, k, e, a, p, i)
        v.mix(j, a, f, h, c, e, k, p, o, b, l, m, g, i, d, n)
        v.mix(c, m, g, k, a, l, i, d, e, n, h, f, p, o, b, j)
        v.mix(m, f, b, p, o, n, e, k, a, h, g, d, j, c, i, l)
        v.mix(n, l, h, o, m, b, d, j, f, a, p, e, i, g, c, k)
        v.mix(g, p, o, j, l, d, a, i, m, c, n, h, b, e, k, f)
        v.mix(k, c, i, e, h, g, b, f, p, l, j, o, d, m, n, a)
        v.mix(a, b, c, d, e, f, g, h, i, j, k, l, m, n, o, p)
        v.mix(o, k, e, i, j, p, n, g, b, m, a, c, l, h, f, d)
        state = v.added(to: state)
    }

    private static func littleEndian(_ words: Words) -> Words {
        (
            words.0.littleEndian, words.1.littleEndian, words.2.littleEndian,
            words.3.littleEndian, words.4.littleEndian, words.5.littleEndian,
            words.6.littleEndian, words.7.littleEndian
        )
    }
}

extension BLAKE2b {
    /// The sixteen words that the rounds mix.
    private struct Matrix {
        private var v: (Words, Words)

        init(_ state: Words, _ length: UInt64, isLast: Bool) {
            v.0 = state
            v.1 = (
                0x6a09_e667_f3bc_c908, 0xbb67_ae85_84ca_a73b, 0x3c6e_f372_fe94_f82b,
                0xa54f_f53a_5f1d_36f1, 0x510e_527f_ade6_82d1 ^ length, 0x9b05_688c_2b3e_6c1f,
                0x1f83_d9ab_fb41_bd6b ^ (isLast ? UInt64.max : 0), 0x5be0_cd19_137e_2179
            )
        }

        /// One round, with the words of the block in its order.
        @inline(__always)
        mutating func mix(
            _ a: UInt64,
            _ b: UInt64,
            _ c: UInt64,
            _ d: UInt64,
            _ e: UInt64,
            _ f: UInt64,
            _ g: UInt64,
            _ h: UInt64,
            _ i: UInt64,
            _ j: UInt64,
            _ k: UInt64,
            _ l: UInt64,
            _ m: UInt64,
            _ n: UInt64,
            _ o: UInt64,
            _ p: UInt64
        ) {
            Self.mix(&v.0.0, &v.0.4, &v.1.0, &v.1.4, a, b)
            Self.mix(&v.0.1, &v.0.5, &v.1.1, &v.1.5, c, d)
            Self.mix(&v.0.2, &v.0.6, &v.1.2, &v.1.6, e, f)
            Self.mix(&v.0.3, &v.0.7, &v.1.3, &v.1.7, g, h)
            Self.mix(&v.0.0, &v.0.5, &v.1.2, &v.1.7, i, j)
            Self.mix(&v.0.1, &v.0.6, &v.1.3, &v.1.4, k, l)
            Self.mix(&v.0.2, &v.0.7, &v.1.0, &v.1.5, m, n)
            Self.mix(&v.0.3, &v.0.4, &v.1.1, &v.1.6, o, p)
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

        /// The next state.
        func added(to h: Words) -> Words {
            (
                h.0 ^ v.0.0 ^ v.1.0, h.1 ^ v.0.1 ^ v.1.1, h.2 ^ v.0.2 ^ v.1.2,
                h.3 ^ v.0.3 ^ v.1.3, h.4 ^ v.0.4 ^ v.1.4, h.5 ^ v.0.5 ^ v.1.5,
                h.6 ^ v.0.6 ^ v.1.6, h.7 ^ v.0.7 ^ v.1.7
            )
        }
    }
}
