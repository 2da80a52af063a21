package import StdnetBackend

extension Listpack {
    /// Puts a listpack together.
    package struct Writer {
        package private(set) var bytes = Bytes(repeating: 0, count: Listpack.headerSize)
        package private(set) var count = 0

        /// How many bytes the listpack has when nothing more comes.
        package var size: Int { bytes.count + 1 }

        package init() {}

        package mutating func append(_ element: RawBytes) {
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
        package consuming func finish() -> Bytes {
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
