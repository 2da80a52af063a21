import StdnetBackend

/// A small fast random generator (SplitMix64): the same seed gives the same keyspace.
struct SeededGenerator: RandomNumberGenerator, Sendable {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    /// Begins with a number that does not lead back to the one that it is made of.
    ///
    /// Who sees numbers of a generator can compute the next ones and the ones before: those of this one
    /// do not lead to the generator that the number comes from.
    init(imageOf number: UInt64) {
        let digest = SHA1.digest(of: withUnsafeBytes(of: number.littleEndian) { Array($0) })
        state = digest.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }

    /// A number from 0 up to, not including, a bound above zero.
    mutating func below(_ bound: Int) -> Int { Int(next(upperBound: UInt64(bound))) }
}
