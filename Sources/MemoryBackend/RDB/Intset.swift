import StdnetBackend

/// Redis's compact set of integers: their size in bytes, their number, and then they in order.
enum Intset {
    /// The integers of an intset, at least one, all of them different, and the bytes that each has.
    static func read(_ bytes: RawBytes) throws(RDBError) -> (integers: [Int], size: Int) {
        var reader = RDBReader(bytes)
        let size = Int(try reader.littleEndian(UInt32.self))
        let count = Int(try reader.littleEndian(UInt32.self))
        guard [2, 4, 8].contains(size), count > 0, count * size == reader.remaining else {
            throw .corrupt
        }
        var integers: [Int] = []
        integers.reserveCapacity(count)
        for _ in 0..<count {
            let integer =
                switch size {
                case 2: Int(try reader.littleEndian(Int16.self))
                case 4: Int(try reader.littleEndian(Int32.self))
                default: try reader.littleEndian(Int.self)
                }
            guard integers.last.map({ $0 < integer }) ?? true else { throw .corrupt }
            integers.append(integer)
        }
        return (integers, size)
    }

    /// The intset of different integers, each of so many bytes.
    static func bytes(_ integers: [Int], size: Int) -> Bytes {
        let integers = integers.sorted()
        var bytes: Bytes = []
        bytes.reserveCapacity(8 + integers.count * size)
        bytes.append(littleEndian: UInt32(size))
        bytes.append(littleEndian: UInt32(integers.count))
        for integer in integers {
            switch size {
            case 2: bytes.append(littleEndian: Int16(integer))
            case 4: bytes.append(littleEndian: Int32(integer))
            default: bytes.append(littleEndian: integer)
            }
        }
        return bytes
    }

    /// How many bytes an integer needs.
    static func size(of integer: Int) -> Int {
        Int16(exactly: integer) != nil ? 2 : Int32(exactly: integer) != nil ? 4 : 8
    }
}
