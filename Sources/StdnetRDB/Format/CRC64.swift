/// The checksum of RDB files and of DUMP: the 64-bit CRC of Jones, its lowest bit first.
package enum CRC64 {
    private static let polynomial: UInt64 = 0x95ac_9329_ac4b_c9b5

    /// Eight tables, so that eight bytes go at once: the nth is of a byte with n bytes behind it.
    private static let tables: [UInt64] = {
        var tables = (0..<256).map { byte in
            (0..<8).reduce(UInt64(byte)) { word, _ in
                word & 1 == 0 ? word >> 1 : word >> 1 ^ polynomial
            }
        }
        for index in 256..<2048 {
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
            while bytes.count - at >= 8 {
                word ^= UInt64(
                    littleEndian: bytes.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                )
                var next: UInt64 = 0
                for place in 0..<8 {
                    let byte = UInt8(truncatingIfNeeded: word >> UInt64(8 * place))
                    next ^= tables[256 * (7 - place) + Int(byte)]
                }
                word = next
                at += 8
            }
            while at < bytes.count {
                word = tables[Int(UInt8(truncatingIfNeeded: word) ^ bytes[at])] ^ word >> 8
                at += 1
            }
            return word
        }
    }
}
