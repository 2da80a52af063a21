import StdnetBackend

// SETBIT and GETBIT: single bits. Bit 0 is the highest of the first byte.
extension Keyspace {
    mutating func setbit(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let offset = try bitOffset(call[2])
        guard let bit = call.integer(3), bit == 0 || bit == 1 else {
            throw .init("ERR bit is not an integer or out of range")
        }
        let found = try findString(call[1])
        let position = found ?? set(call[1], .raw([]))
        let (old, hasGrown) = changeBytes(at: position) { bytes in
            let length = bytes.count
            bytes.growWithZeros(to: offset >> 3 + 1)
            let old = bytes[offset >> 3]
            let mask: UInt8 = 0x80 >> UInt8(offset & 7)
            bytes[offset >> 3] = bit == 1 ? old | mask : old & ~mask
            return (old & mask == 0 ? 0 : 1, bytes.count > length)
        }
        if hasGrown || old != bit { changed(call[1], .string("setbit")) }
        reply.integer(old)
    }

    mutating func getbit(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let offset = try bitOffset(call[2])
        guard let value = try readString(call[1]), offset >> 3 < value.count else {
            return reply.integer(0)
        }
        let byte = value.withBytes { $0[offset >> 3] }
        reply.integer(Int(byte >> UInt8(7 - offset & 7)) & 1)
    }

    /// Reads where a bit is; with a width, `#` before the number counts in steps of it.
    func bitOffset(_ word: RawBytes, width: Int? = nil) throws(CommandError) -> Int {
        var offset: Int?
        if let width, word.first == UInt8(ascii: "#") {
            let number = Int(decimal: RawBytes(rebasing: word.dropFirst()))
            offset = number.map { $0 &* width }
        } else {
            offset = Int(decimal: word)
        }
        guard let offset, offset >= 0, offset >> 3 < settings.protoMaxBulkLength else {
            throw .init("ERR bit offset is not an integer or out of range")
        }
        return offset
    }
}
