import StdnetBackend

/// Redis's compact sequence of strings and integers.
///
/// A header of 6 bytes (the size, the number of elements where it is below 65535), the elements, each
/// followed by its own length for going back, and a byte 255.
enum Listpack {
    static let headerSize = 6
    private static let end: UInt8 = 0xff

    /// The elements of a listpack, every one of them checked.
    static func elements(of bytes: RawBytes) throws(RDBError) -> [ByteString] {
        var reader = RDBReader(bytes)
        guard try reader.littleEndian(UInt32.self) == bytes.count, bytes.last == end else {
            throw .corrupt
        }
        let count = Int(try reader.littleEndian(UInt16.self))
        var elements: [ByteString] = []
        while reader.remaining > 1 {
            let start = reader.position
            elements.append(try element(&reader))
            try skipBackLength(&reader, of: reader.position - start)
        }
        guard try reader.byte() == end, count == 0xffff || count == elements.count else {
            throw .corrupt
        }
        return elements
    }

    private static func element(_ reader: inout RDBReader) throws(RDBError) -> ByteString {
        let first = try reader.byte()
        switch first {
        case 0..<0x80: return ByteString(String(first))
        case 0x80..<0xc0: return ByteString(try reader.take(Int(first & 0x3f)))
        case 0xc0..<0xe0:
            let word = UInt16(first & 0x1f) << 8 | UInt16(try reader.byte())
            return ByteString(String(Int16(bitPattern: word << 3) >> 3))
        case 0xe0..<0xf0:
            let count = Int(first & 0x0f) << 8 | Int(try reader.byte())
            return ByteString(try reader.take(count))
        case 0xf0: return ByteString(try reader.take(Int(try reader.littleEndian(UInt32.self))))
        case 0xf1: return ByteString(String(try reader.littleEndian(Int16.self)))
        case 0xf2: return ByteString(String(try reader.int24()))
        case 0xf3: return ByteString(String(try reader.littleEndian(Int32.self)))
        case 0xf4: return ByteString(String(try reader.littleEndian(Int64.self)))
        default: throw .corrupt
        }
    }

    /// Reads the length that is there for going back, which has to be that of the element.
    private static func skipBackLength(
        _ reader: inout RDBReader,
        of length: Int
    ) throws(RDBError) {
        let bytes = try reader.take(backLengthSize(length))
        var found = 0
        for (index, byte) in bytes.enumerated() {
            guard byte & 0x80 == 0 || index > 0 else { throw .corrupt }
            guard byte & 0x80 != 0 || index == 0 else { throw .corrupt }
            found = found << 7 | Int(byte & 0x7f)
        }
        guard found == length else { throw .corrupt }
    }

    /// How many bytes the length of an element takes after it.
    fileprivate static func backLengthSize(_ length: Int) -> Int {
        switch length {
        case ...127: 1
        case ..<16383: 2
        case ..<2_097_151: 3
        case ..<268_435_455: 4
        default: 5
        }
    }

    /// How many bytes an element takes, its length after it included.
    static func size(of element: RawBytes) -> Int {
        let size: Int
        if element.count <= 20, let number = Int(decimal: element) {
            size = integerSize(number)
        } else {
            size = element.count + (element.count < 64 ? 1 : element.count < 4096 ? 2 : 5)
        }
        return size + backLengthSize(size)
    }

    private static func integerSize(_ number: Int) -> Int {
        switch number {
        case 0...127: 1
        case -4096...4095: 2
        case -32768...32767: 3
        case -8_388_608...8_388_607: 4
        case -2_147_483_648...2_147_483_647: 5
        default: 9
        }
    }
}

extension Listpack {
    /// Puts a listpack together.
    struct Writer {
        private(set) var bytes = Bytes(repeating: 0, count: Listpack.headerSize)
        private(set) var count = 0

        /// How many bytes the listpack has when nothing more comes.
        var size: Int { bytes.count + 1 }

        mutating func append(_ element: ByteString) { element.withBytes { append($0) } }

        mutating func append(_ element: RawBytes) {
            let start = bytes.count
            if element.count <= 20, let number = Int(decimal: element) {
                integer(number)
            } else {
                string(element)
            }
            backLength(bytes.count - start)
            count += 1
        }

        /// The finished listpack.
        consuming func finish() -> Bytes {
            bytes.append(Listpack.end)
            let size = UInt32(bytes.count)
            for index in 0..<4 { bytes[index] = UInt8(truncatingIfNeeded: size >> (8 * index)) }
            let count = UInt16(clamping: count)
            bytes[4] = UInt8(truncatingIfNeeded: count)
            bytes[5] = UInt8(truncatingIfNeeded: count >> 8)
            return bytes
        }

        private mutating func integer(_ number: Int) {
            switch Listpack.integerSize(number) {
            case 1: bytes.append(UInt8(number))
            case 2:
                let word = UInt16(bitPattern: Int16(number)) & 0x1fff
                bytes.append(0xc0 | UInt8(word >> 8))
                bytes.append(UInt8(truncatingIfNeeded: word))
            case 3:
                bytes.append(0xf1)
                bytes.append(littleEndian: Int16(number))
            case 4:
                bytes.append(0xf2)
                bytes.append(littleEndian: Int16(truncatingIfNeeded: number))
                bytes.append(UInt8(truncatingIfNeeded: number >> 16))
            case 5:
                bytes.append(0xf3)
                bytes.append(littleEndian: Int32(number))
            default:
                bytes.append(0xf4)
                bytes.append(littleEndian: number)
            }
        }

        private mutating func string(_ string: RawBytes) {
            let count = string.count
            if count < 64 {
                bytes.append(0x80 | UInt8(count))
            } else if count < 4096 {
                bytes.append(0xe0 | UInt8(count >> 8))
                bytes.append(UInt8(truncatingIfNeeded: count))
            } else {
                bytes.append(0xf0)
                bytes.append(littleEndian: UInt32(count))
            }
            bytes.append(contentsOf: string)
        }

        private mutating func backLength(_ length: Int) {
            let size = Listpack.backLengthSize(length)
            for index in 0..<size {
                let part = UInt8(length >> (7 * (size - 1 - index)) & 0x7f)
                bytes.append(index == 0 ? part : part | 0x80)
            }
        }
    }
}

extension RDBReader {
    /// A signed number of 24 bits, its lowest byte first.
    mutating func int24() throws(RDBError) -> Int32 {
        let low = UInt32(try littleEndian(UInt16.self))
        return Int32(bitPattern: (low | UInt32(try byte()) << 16) << 8) >> 8
    }
}
