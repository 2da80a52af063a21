import StdnetBackend

/// One element of a ``PackedList``, read in place.
struct PackedElement {
    /// What an element is.
    enum Value {
        case integer(Int)
        case string(RawBytes)
    }

    let value: Value
    /// Where the next element is.
    let end: Int

    @inline(__always)
    private init(_ value: Value, end: Int) {
        self.value = value
        self.end = end
    }

    /// Reads the element at an offset.
    @inline(__always)
    init(in bytes: RawBytes, at offset: Int) {
        let lead = bytes[offset]
        if lead < 0x80 {
            self.init(.integer(Int(lead)), end: offset + 2)
        } else if lead < 0xc0 {
            let end = offset + 1 + Int(lead & 0x3f)
            self.init(.string(RawBytes(rebasing: bytes[offset + 1..<end])), end: end + 1)
        } else {
            self = Self.long(lead, in: bytes, at: offset)
        }
    }

    @inline(never)
    private static func long(_ lead: UInt8, in bytes: RawBytes, at offset: Int) -> PackedElement {
        if lead < 0xe0 {
            let number = Int(lead & 0x1f) << 8 | Int(bytes[offset + 1])
            return .init(.integer(number >= 4096 ? number - 8192 : number), end: offset + 3)
        }
        if lead < 0xf1 {
            let head = lead < 0xf0 ? 2 : 5
            let count =
                lead < 0xf0
                ? Int(lead & 0x0f) << 8 | Int(bytes[offset + 1])
                : Int(bytes.littleEndian32(at: offset + 1))
            let end = offset + head + count
            return .init(
                .string(RawBytes(rebasing: bytes[offset + head..<end])),
                end: end + PackedList.backLengthWidth(head + count)
            )
        }
        let width = integerWidth(lead)
        var number = 0
        for index in 0..<width { number |= Int(bytes[offset + 1 + index]) << (8 * index) }
        let unused = 64 - 8 * width
        return .init(.integer((number << unused) >> unused), end: offset + width + 2)
    }

    @inline(__always)
    private static func integerWidth(_ lead: UInt8) -> Int {
        lead == 0xf4 ? 8 : Int(lead) - 0xf0 + 1
    }

    /// The element as an integer; zero for a string, which is no integer in a list that we wrote.
    @inline(__always) var integer: Int {
        if case .integer(let number) = value { return number }
        return 0
    }

    /// Whether the element is a string with these bytes.
    @inline(__always)
    func matches(_ string: RawBytes) -> Bool {
        switch value {
        case .string(let own): own.matches(string)
        case .integer(let number): Int(decimal: string) == number
        }
    }

    /// Where the element that ends at an offset starts.
    @inline(__always)
    static func start(in bytes: RawBytes, endingAt end: Int) -> Int {
        var length = 0
        var shift = 0
        var at = end - 1
        while true {
            length |= Int(bytes[at] & 0x7f) << shift
            if bytes[at] < 0x80 { break }
            shift += 7
            at -= 1
        }
        return at - length
    }
}

// Lists from outside.
extension PackedList {
    /// Whether bytes are a listpack in every part.
    static func isValid(_ bytes: RawBytes) -> Bool {
        guard bytes.count > headerSize, bytes.count <= 1 << 30, bytes.last == 0xff else {
            return false
        }
        guard Int(bytes.littleEndian32(at: 0)) == bytes.count else { return false }
        let limit = bytes.count - 1
        var count = 0
        var offset = headerSize
        while offset < limit {
            guard let next = checkedEnd(in: bytes, at: offset, limit: limit) else { return false }
            offset = next
            count += 1
        }
        let stated = Int(bytes[4]) | Int(bytes[5]) << 8
        return offset == limit && (stated == 0xffff || stated == count)
    }

    /// Where the element at an offset ends, when it lies below the limit and its length is right.
    private static func checkedEnd(in bytes: RawBytes, at offset: Int, limit: Int) -> Int? {
        let lead = bytes[offset]
        let length: Int
        switch lead {
        case ..<0x80: length = 1
        case ..<0xc0: length = 1 + Int(lead & 0x3f)
        case ..<0xe0: length = 2
        case ..<0xf0:
            guard offset + 1 < limit else { return nil }
            length = 2 + (Int(lead & 0x0f) << 8 | Int(bytes[offset + 1]))
        case 0xf0:
            guard offset + 4 < limit else { return nil }
            length = 5 + Int(bytes.littleEndian32(at: offset + 1))
        case 0xf1: length = 3
        case 0xf2: length = 4
        case 0xf3: length = 5
        case 0xf4: length = 9
        default: return nil
        }
        let end = offset + length + backLengthWidth(length)
        guard end <= limit, PackedElement.isBackLength(length, in: bytes, endingAt: end) else {
            return nil
        }
        return end
    }
}

extension PackedElement {
    /// Whether the length that ends at an offset is this one.
    fileprivate static func isBackLength(
        _ length: Int,
        in bytes: RawBytes,
        endingAt end: Int
    ) -> Bool {
        let width = PackedList.backLengthWidth(length)
        for index in 0..<width {
            let part = UInt8(truncatingIfNeeded: length >> (7 * index)) & 0x7f
            let expected = index == width - 1 ? part : part | 0x80
            guard bytes[end - 1 - index] == expected else { return false }
        }
        return true
    }
}

extension RawBytes {
    /// Four bytes as a number, the lowest first.
    @inline(__always)
    fileprivate func littleEndian32(at offset: Int) -> UInt32 {
        UInt32(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    }
}
