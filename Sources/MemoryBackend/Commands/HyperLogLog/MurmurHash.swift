/// MurmurHash64A, by which HyperLogLogs choose registers: the same on every machine.
enum MurmurHash {
    static func hash(_ bytes: RawBytes, seed: UInt64) -> UInt64 {
        let factor: UInt64 = 0xc6a4_a793_5bd1_e995
        var hash = seed ^ UInt64(bytes.count) &* factor
        let tailStart = bytes.count & ~7
        for at in stride(from: 0, to: tailStart, by: 8) {
            var word = UInt64(
                littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            )
            word &*= factor
            word ^= word >> 47
            word &*= factor
            hash = (hash ^ word) &* factor
        }
        if tailStart < bytes.count {
            for at in tailStart..<bytes.count {
                hash ^= UInt64(bytes[at]) << UInt64(8 * (at - tailStart))
            }
            hash &*= factor
        }
        hash ^= hash >> 47
        hash &*= factor
        return hash ^ hash >> 47
    }
}
