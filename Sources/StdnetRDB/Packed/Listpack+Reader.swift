extension Listpack {
    /// Reads one element after another, every one of them checked.
    struct Reader {
        private var reader: RDBReader
        private let count: Int
        private var seen = 0

        /// Checks the header.
        init(_ bytes: RawBytes) throws(RDBError) {
            reader = RDBReader(bytes)
            guard try reader.littleEndian(UInt32.self) == bytes.count, bytes.last == Listpack.end
            else { throw .corrupt }
            count = Int(try reader.littleEndian(UInt16.self))
        }

        /// The next element; nil after the last one.
        @inline(__always)
        mutating func next() throws(RDBError) -> RDBString? {
            guard reader.remaining > 1 else {
                guard reader.remaining == 1, count == 0xffff || count == seen else {
                    throw .corrupt
                }
                return nil
            }
            let start = reader.position
            let element = try element()
            try skipBackLength(of: reader.position - start)
            seen += 1
            return element
        }

        /// The next element, where there has to be one.
        mutating func required() throws(RDBError) -> RDBString {
            guard let element = try next() else { throw .corrupt }
            return element
        }

        @inline(__always)
        private mutating func element() throws(RDBError) -> RDBString {
            let first = try reader.byte()
            if first < 0x80 { return .integer(Int64(first)) }
            if first < 0xc0 { return .bytes(try reader.take(Int(first & 0x3f))) }
            return try longElement(first)
        }

        private mutating func longElement(_ first: UInt8) throws(RDBError) -> RDBString {
            switch first {
            case ..<0xe0:
                let word = UInt16(first & 0x1f) << 8 | UInt16(try reader.byte())
                return .integer(Int64(Int16(bitPattern: word << 3) >> 3))
            case ..<0xf0:
                let count = Int(first & 0x0f) << 8 | Int(try reader.byte())
                return .bytes(try reader.take(count))
            case 0xf0: return .bytes(try reader.take(Int(try reader.littleEndian(UInt32.self))))
            case 0xf1: return .integer(Int64(try reader.littleEndian(Int16.self)))
            case 0xf2: return .integer(Int64(try reader.int24()))
            case 0xf3: return .integer(Int64(try reader.littleEndian(Int32.self)))
            case 0xf4: return .integer(try reader.littleEndian(Int64.self))
            default: throw .corrupt
            }
        }

        /// Reads the length that is there for going back, which has to be that of the element.
        @inline(__always)
        private mutating func skipBackLength(of length: Int) throws(RDBError) {
            if length < 128 {
                guard try reader.byte() == UInt8(truncatingIfNeeded: length) else {
                    throw .corrupt
                }
            } else {
                try skipLongBackLength(of: length)
            }
        }

        private mutating func skipLongBackLength(of length: Int) throws(RDBError) {
            let bytes = try reader.take(Listpack.backLengthSize(length))
            var found = 0
            for (index, byte) in bytes.enumerated() {
                guard (byte & 0x80 == 0) == (index == 0) else { throw .corrupt }
                found = found << 7 | Int(byte & 0x7f)
            }
            guard found == length else { throw .corrupt }
        }
    }
}
