import StdnetBackend

/// A HyperLogLog in the bytes that Redis gives it, so that GET and DUMP show the same.
///
/// A header of 16 bytes: `HYLL`, the encoding, three zeros, and the last count, whose highest bit says
/// that it holds no more. Then 16384 registers: 6 bits each, or runs of equal ones.
struct HyperLogLog {
    static let indexBits = 14
    static let registerCount = 1 << indexBits
    static let headerSize = 16
    static let denseSize = headerSize + registerCount * 6 / 8
    private static let magic = Array("HYLL".utf8)
    private static let dense: UInt8 = 0
    private static let sparse: UInt8 = 1

    var bytes: Bytes

    /// An empty one: all registers are one run of zeros.
    init() {
        bytes = Bytes(repeating: 0, count: Self.headerSize)
        bytes.replaceSubrange(0..<4, with: Self.magic)
        bytes[4] = Self.sparse
        bytes += RegisterRun.zeros(Self.registerCount)
    }

    /// A dense one whose registers are zero.
    init(emptyDense: Void) {
        self.init()
        bytes[4] = Self.dense
        bytes.removeLast(2)
        bytes.growWithZeros(to: Self.denseSize)
    }

    /// Takes bytes that ``isValid(_:)`` found to be right.
    init(valid bytes: Bytes) { self.bytes = bytes }

    /// Whether bytes begin like a HyperLogLog, and are as many as a dense one has.
    static func isValid(_ bytes: RawBytes) -> Bool {
        guard bytes.count >= headerSize, bytes[0..<4].elementsEqual(magic) else { return false }
        return bytes[4] == sparse || bytes[4] == dense && bytes.count == denseSize
    }

    var isSparse: Bool { bytes[4] == Self.sparse }

    /// The last count; nil when it has to be made anew.
    var lastCount: Int? {
        get {
            guard bytes[15] & 0x80 == 0 else { return nil }
            return bytes[8..<16].reversed().reduce(0) { $0 << 8 | Int($1) }
        }
        set {
            guard let newValue else {
                bytes[15] |= 0x80
                return
            }
            for at in 0..<8 { bytes[8 + at] = UInt8(truncatingIfNeeded: newValue >> (8 * at)) }
        }
    }

    /// Adds an element, and says whether a register changed.
    mutating func add(_ element: RawBytes, sparseLimit: Int) throws(CommandError) -> Bool {
        let hash = MurmurHash.hash(element, seed: 0xadc8_3b19)
        let register = Int(hash & UInt64(Self.registerCount - 1))
        // A bit past the last one ends the zeros that are counted.
        let rest = hash >> UInt64(Self.indexBits) | 1 << UInt64(64 - Self.indexBits)
        let rank = UInt8(rest.trailingZeroBitCount + 1)
        return try raise(register, to: rank, sparseLimit: sparseLimit)
    }

    /// Gives a register a value unless it has a greater one, and says whether it changed.
    mutating func raise(
        _ register: Int,
        to rank: UInt8,
        sparseLimit: Int
    ) throws(CommandError) -> Bool {
        isSparse
            ? try raiseSparse(register, to: rank, limit: sparseLimit)
            : raiseDense(register, to: rank)
    }

    /// Raises registers to those of this HyperLogLog.
    func merge(into registers: inout [UInt8]) throws(CommandError) {
        if isSparse { return try mergeSparse(into: &registers) }
        registers.withUnsafeMutableBufferPointer { registers in
            forEachDense { registers[$0] = max(registers[$0], $1) }
        }
    }

    /// Changes runs of registers to 6 bits each.
    mutating func makeDense() throws(CommandError) {
        guard isSparse else { return }
        var registers = [UInt8](repeating: 0, count: Self.registerCount)
        try mergeSparse(into: &registers)
        var changed = HyperLogLog(emptyDense: ())
        changed.bytes.replaceSubrange(5..<Self.headerSize, with: bytes[5..<Self.headerSize])
        for register in registers.indices where registers[register] > 0 {
            changed[dense: register] = registers[register]
        }
        self = changed
    }
}

// Six bits for each register, the lowest bits of a byte first.
extension HyperLogLog {
    subscript(dense register: Int) -> UInt8 {
        get {
            let at = Self.headerSize + register * 6 / 8
            let shift = UInt8(register * 6 & 7)
            let low = bytes[at] >> shift
            return (shift > 2 ? low | bytes[at + 1] << (8 - shift) : low) & 63
        }
        set {
            let at = Self.headerSize + register * 6 / 8
            let shift = UInt8(register * 6 & 7)
            bytes[at] = bytes[at] & ~(63 << shift) | newValue << shift
            guard shift > 2 else { return }
            bytes[at + 1] = bytes[at + 1] & ~(63 >> (8 - shift)) | newValue >> (8 - shift)
        }
    }

    /// Visits all registers of a dense one: three bytes hold four of them.
    @inline(__always)
    func forEachDense(_ visit: (_ register: Int, _ value: UInt8) -> Void) {
        bytes.withUnsafeBytes { bytes in
            for group in 0..<Self.registerCount / 4 {
                let at = Self.headerSize + group * 3
                let low = UInt32(bytes[at]) | UInt32(bytes[at + 1]) << 8
                let four = low | UInt32(bytes[at + 2]) << 16
                for place in 0..<4 {
                    visit(group * 4 + place, UInt8(four >> UInt32(place * 6) & 63))
                }
            }
        }
    }

    mutating func raiseDense(_ register: Int, to rank: UInt8) -> Bool {
        guard rank > self[dense: register] else { return false }
        self[dense: register] = rank
        return true
    }
}
