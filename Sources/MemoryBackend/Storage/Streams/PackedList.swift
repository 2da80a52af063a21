import StdnetBackend

/// Integers and strings one after another in Redis's listpack format.
///
/// Each element is its encoding and then its length, so that a list can be read from both ends.
/// Offsets are those of whole elements; the readers here trust them, and lists from outside are
/// checked with ``isValid(_:)`` first.
struct PackedList: Sendable {
    private(set) var bytes: [UInt8]

    static var headerSize: Int { 6 }
    private static var end: UInt8 { 0xff }

    /// An empty list.
    init() { bytes = [7, 0, 0, 0, 0, 0, Self.end] }

    /// A list from its bytes; nil when they are not one.
    init?(_ bytes: RawBytes) {
        guard Self.isValid(bytes) else { return nil }
        self.bytes = [UInt8](bytes)
    }

    /// Where the first element is.
    var firstOffset: Int { Self.headerSize }
    /// The offset behind the last element.
    var endOffset: Int { bytes.count - 1 }

    /// Appends elements, written by a closure with ``appendInteger(_:to:)`` and
    /// ``appendString(_:to:)``, which says how many they were.
    @inline(__always)
    mutating func append(_ write: (inout [UInt8]) -> Int) {
        bytes.removeLast()
        let added = write(&bytes)
        bytes.append(Self.end)
        let known = Int(bytes[4]) | Int(bytes[5]) << 8
        let count = min(known + added, 0xffff)
        bytes[4] = UInt8(truncatingIfNeeded: count)
        bytes[5] = UInt8(truncatingIfNeeded: count >> 8)
        updateSize()
    }

    /// Puts an integer where another one is, and returns by how much everything behind it moved.
    mutating func replaceInteger(at offset: Int, by value: Int) -> Int {
        let old = bytes.withUnsafeBytes { PackedElement(in: $0, at: offset).end }
        var encoded: [UInt8] = []
        Self.appendInteger(value, to: &encoded)
        guard old - offset != encoded.count else {
            for index in encoded.indices { bytes[offset + index] = encoded[index] }
            return 0
        }
        bytes.replaceSubrange(offset..<old, with: encoded)
        updateSize()
        return encoded.count - (old - offset)
    }

    /// Sets bits of a small integer, below 64.
    mutating func setBits(_ bits: UInt8, at offset: Int) { bytes[offset] |= bits }

    /// Gives back memory that was kept for growing.
    mutating func shrinkToFit() { bytes = bytes.withUnsafeBytes { [UInt8]($0) } }

    @inline(__always)
    private mutating func updateSize() {
        let size = UInt32(truncatingIfNeeded: bytes.count)
        for index in 0..<4 { bytes[index] = UInt8(truncatingIfNeeded: size >> UInt32(8 * index)) }
    }
}

// Encoding.
extension PackedList {
    /// Appends a string; one that is an integer is stored as such.
    @inline(__always)
    static func appendString(_ string: RawBytes, to bytes: inout [UInt8]) {
        if let number = Int(decimal: string) { return appendInteger(number, to: &bytes) }
        let start = bytes.count
        let count = string.count
        if count < 64 {
            bytes.append(0x80 | UInt8(truncatingIfNeeded: count))
        } else if count < 4096 {
            bytes.append(0xe0 | UInt8(truncatingIfNeeded: count >> 8))
            bytes.append(UInt8(truncatingIfNeeded: count))
        } else {
            bytes.append(0xf0)
            for shift in stride(from: 0, to: 32, by: 8) {
                bytes.append(UInt8(truncatingIfNeeded: count >> shift))
            }
        }
        bytes.append(contentsOf: string)
        appendBackLength(bytes.count - start, to: &bytes)
    }

    @inline(__always)
    static func appendInteger(_ value: Int, to bytes: inout [UInt8]) {
        if 0...127 ~= value {
            bytes.append(UInt8(truncatingIfNeeded: value))
            bytes.append(1)
        } else {
            appendLongInteger(value, to: &bytes)
        }
    }

    private static func appendLongInteger(_ value: Int, to bytes: inout [UInt8]) {
        if -4096...4095 ~= value {
            bytes.append(0xc0 | UInt8(truncatingIfNeeded: value >> 8) & 0x1f)
            bytes.append(UInt8(truncatingIfNeeded: value))
            bytes.append(2)
            return
        }
        let (code, width): (UInt8, Int) =
            switch value {
            case -32768...32767: (0xf1, 2)
            case -8_388_608...8_388_607: (0xf2, 3)
            case -2_147_483_648...2_147_483_647: (0xf3, 4)
            default: (0xf4, 8)
            }
        bytes.append(code)
        for index in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * index))) }
        bytes.append(UInt8(truncatingIfNeeded: width + 1))
    }

    private static func appendBackLength(_ length: Int, to bytes: inout [UInt8]) {
        let width = backLengthWidth(length)
        for index in 0..<width {
            let part = UInt8(truncatingIfNeeded: length >> (7 * (width - 1 - index)))
            bytes.append(index == 0 ? part & 0x7f : part | 0x80)
        }
    }

    /// How many bytes the length behind an element takes.
    @inline(__always)
    static func backLengthWidth(_ length: Int) -> Int {
        switch length {
        case ...127: 1
        case ..<16383: 2
        case ..<2_097_151: 3
        case ..<268_435_455: 4
        default: 5
        }
    }
}
