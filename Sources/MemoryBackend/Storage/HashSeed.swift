/// The secret words of a keyspace's hash function: who sends keys can't choose where they collide.
struct HashSeed: Sendable {
    let first: UInt64
    let second: UInt64
    let third: UInt64

    init(_ random: inout SeededGenerator) {
        first = random.next()
        second = random.next()
        third = random.next()
    }

    /// A folded multiplication of 64 by 64 bits.
    @inline(__always)
    static func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
        let product = left.multipliedFullWidth(by: right)
        return product.high ^ product.low
    }

    /// Mixes once more: a single multiplication leaves a pattern in what differs in its last factor only,
    /// such as keys that are numbered at their ends.
    @inline(__always)
    func finish(_ hash: UInt64) -> UInt64 { Self.fold(hash ^ first, second) }

    /// The hash of bytes that are too long to be inline.
    @inline(never)
    func hash(long bytes: RawBytes) -> UInt64 {
        guard let start = bytes.baseAddress else { return first }
        let length = bytes.count
        var state = first
        var index = 0
        while length - index > 16 {
            state = Self.fold(
                start.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ second,
                start.loadUnaligned(fromByteOffset: index + 8, as: UInt64.self) ^ state
            )
            index += 16
        }
        let tail = start.loadUnaligned(fromByteOffset: length - 16, as: UInt64.self)
        let last = start.loadUnaligned(fromByteOffset: length - 8, as: UInt64.self)
        return finish(Self.fold(tail ^ third ^ UInt64(length), last ^ state))
    }
}
