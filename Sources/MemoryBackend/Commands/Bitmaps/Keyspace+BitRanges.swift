import StdnetBackend

// BITCOUNT and BITPOS: bits of a range.
extension Keyspace {
    mutating func bitcount(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        // Redis looks for the key first: without one, no word after it can be wrong.
        guard let value = try readString(call[1]) else { return reply.integer(0) }
        guard call.count != 3, call.count <= 5 else { throw .syntax }
        var range = 0..<value.count * 8
        if call.count > 3 {
            let start = try call.requiredInteger(2)
            let end = try call.requiredInteger(3)
            if start < 0, end < 0, start > end { return reply.integer(0) }
            let unit = try call.count == 5 ? BitRangeUnit(call, 4) : .byte
            range = unit.bits(from: start, through: end, byteCount: value.count)
        }
        reply.integer(value.withBytes { $0.countOfSetBits(in: range) })
    }

    mutating func bitpos(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let bit = try call.requiredInteger(2)
        guard bit == 0 || bit == 1 else {
            throw .init("ERR The bit argument must be 1 or 0.")
        }
        guard let value = try readString(call[1]) else { return reply.integer(-bit) }
        guard call.count <= 6 else { throw .syntax }
        let start = try call.count > 3 ? call.requiredInteger(3) : 0
        let unit = try call.count == 6 ? BitRangeUnit(call, 5) : .byte
        let end = try call.count > 4 ? call.requiredInteger(4) : -1
        let range = unit.bits(from: start, through: end, byteCount: value.count)
        if let found = value.withBytes({ $0.firstBit(bit, in: range) }) {
            return reply.integer(found)
        }
        // Zeros follow the string, but no given end.
        let isEndless = call.count <= 4 && bit == 0 && !range.isEmpty
        reply.integer(isEndless ? range.upperBound : -1)
    }
}

/// What the ends of a range of BITCOUNT and BITPOS count.
private enum BitRangeUnit {
    case byte, bit

    init(_ call: ArgumentView, _ position: Int) throws(CommandError) {
        if call.isWord("BIT", at: position) {
            self = .bit
        } else if call.isWord("BYTE", at: position) {
            self = .byte
        } else {
            throw .syntax
        }
    }

    /// The bits between two ends, the last one included; negative ones count from the end.
    func bits(from start: Int, through end: Int, byteCount: Int) -> Range<Int> {
        let size = self == .bit ? 1 : 8
        let count = byteCount * 8 / size
        let first = max(start < 0 ? start + count : start, 0)
        let last = min(max(end < 0 ? end + count : end, 0), count - 1)
        return first <= last ? first * size..<(last + 1) * size : 0..<0
    }
}
