package import StdnetBackend

/// Writes numbers and strings one after another.
package struct RDBWriter {
    package private(set) var bytes: Bytes = []
    /// Whether strings are compressed where that makes them shorter: Redis's `rdbcompression`.
    package var compresses = true
    private var compressor = LZF.Compressor()

    package init() {}

    package mutating func byte(_ byte: UInt8) { bytes.append(byte) }
    package mutating func raw(_ raw: RawBytes) { bytes.append(contentsOf: raw) }

    /// Takes out what was written, and keeps what the compressor has learned to reuse.
    package mutating func take() -> Bytes {
        defer { bytes = [] }
        return bytes
    }

    /// A number, its lowest byte first.
    package mutating func littleEndian(_ number: some FixedWidthInteger) {
        bytes.append(littleEndian: number)
    }

    /// A length or count; -1 stands for one that is not known.
    package mutating func length(_ length: Int) { number(UInt64(bitPattern: Int64(length))) }

    /// A number that is written like a length, of up to 64 bits.
    package mutating func number(_ number: UInt64) {
        if number < 1 << 6 {
            byte(UInt8(number))
        } else if number < 1 << 14 {
            byte(0x40 | UInt8(number >> 8))
            byte(UInt8(truncatingIfNeeded: number))
        } else if number <= UInt64(UInt32.max) {
            byte(0x80)
            littleEndian(UInt32(number).byteSwapped)
        } else {
            byte(0x81)
            littleEndian(number.byteSwapped)
        }
    }

    /// A string in the shortest of its forms.
    package mutating func string(_ string: RawBytes) {
        if string.count <= 11, let value = Int(decimal: string), integer(value) { return }
        // Shorter ones are as long when they are compressed.
        if compresses, string.count > 20, compressed(string) { return }
        length(string.count)
        raw(string)
    }

    /// An integer of up to 32 bits.
    private mutating func integer(_ value: Int) -> Bool {
        if let value = Int8(exactly: value) {
            byte(0xc0)
            littleEndian(value)
        } else if let value = Int16(exactly: value) {
            byte(0xc1)
            littleEndian(value)
        } else if let value = Int32(exactly: value) {
            byte(0xc2)
            littleEndian(value)
        } else {
            return false
        }
        return true
    }

    private mutating func compressed(_ string: RawBytes) -> Bool {
        guard let short = compressor.compress(string, limit: string.count - 4) else {
            return false
        }
        byte(0xc3)
        length(short.count)
        length(string.count)
        bytes.append(contentsOf: short)
        return true
    }
}
