/// The checksum of RDB files and of DUMP: the 64-bit CRC of Jones, its lowest bit first.
package enum CRC64 {
    private static let polynomial: UInt64 = 0x95ac_9329_ac4b_c9b5

    /// Sixteen tables, so that as many bytes go at once: the nth is of a byte with n bytes behind it.
    private static let tables: [UInt64] = {
        var tables = (0..<256).map { byte in
            (0..<8).reduce(UInt64(byte)) { word, _ in
                word & 1 == 0 ? word >> 1 : word >> 1 ^ polynomial
            }
        }
        for index in 256..<4096 {
            let word = tables[index - 256]
            tables.append(tables[Int(UInt8(truncatingIfNeeded: word))] ^ word >> 8)
        }
        return tables
    }()

    /// The checksum of bytes, going on from that of bytes before them.
    package static func checksum(_ bytes: RawBytes, from start: UInt64 = 0) -> UInt64 {
        tables.withUnsafeBufferPointer { tables in
            var word = start
            var at = 0
            while bytes.count - at >= 16 {
                let first =
                    word
                    ^ UInt64(
                        littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                    )
                let second = UInt64(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self)
                )
                word = 0
                for place in 0..<8 {
                    let shift = UInt64(8 * place)
                    let byte = Int(UInt8(truncatingIfNeeded: first >> shift))
                    word ^= tables[256 * (15 - place) + byte]
                    let other = Int(UInt8(truncatingIfNeeded: second >> shift))
                    word ^= tables[256 * (7 - place) + other]
                }
                at += 16
            }
            while at < bytes.count {
                word = tables[Int(UInt8(truncatingIfNeeded: word) ^ bytes[at])] ^ word >> 8
                at += 1
            }
            return word
        }
    }
}
