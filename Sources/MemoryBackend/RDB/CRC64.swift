/// The checksum of RDB files and of DUMP: the 64-bit CRC of Jones, its lowest bit first.
enum CRC64 {
    private static let polynomial: UInt64 = 0x95ac_9329_ac4b_c9b5

    private static let table: [UInt64] = (0..<256).map { byte in
        (0..<8).reduce(UInt64(byte)) { word, _ in
            word & 1 == 0 ? word >> 1 : word >> 1 ^ polynomial
        }
    }

    /// The checksum of bytes, going on from that of bytes before them.
    static func checksum(_ bytes: RawBytes, from start: UInt64 = 0) -> UInt64 {
        table.withUnsafeBufferPointer { table in
            bytes.reduce(start) { word, byte in
                table[Int(UInt8(truncatingIfNeeded: word) ^ byte)] ^ word >> 8
            }
        }
    }
}
