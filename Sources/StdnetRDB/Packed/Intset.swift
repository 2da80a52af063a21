package import StdnetBackend

/// Redis's compact set of integers: their size in bytes, their number, and then they in order.
package enum Intset {
    /// Gives the integers of an intset, in their order: all of them different.
    static func read(
        _ bytes: RawBytes,
        _ body: (RDBString) throws(RDBError) -> Void
    ) throws(RDBError) {
        var reader = RDBReader(bytes)
        let size = Int(try reader.littleEndian(UInt32.self))
        let count = Int(try reader.littleEndian(UInt32.self))
        guard [2, 4, 8].contains(size), count * size == reader.remaining else { throw .corrupt }
        guard count > 0 else { throw .empty }
        var last: Int64?
        for _ in 0..<count {
            let integer =
                switch size {
                case 2: Int64(try reader.littleEndian(Int16.self))
                case 4: Int64(try reader.littleEndian(Int32.self))
                default: try reader.littleEndian(Int64.self)
                }
            guard last.map({ $0 < integer }) ?? true else { throw .corrupt }
            last = integer
            try body(.integer(integer))
        }
    }

    /// The intset of different integers, each of so many bytes.
    package static func bytes(_ integers: [Int], size: Int) -> Bytes {
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
    package static func size(of integer: Int) -> Int {
        Int16(exactly: integer) != nil ? 2 : Int32(exactly: integer) != nil ? 4 : 8
    }
}
