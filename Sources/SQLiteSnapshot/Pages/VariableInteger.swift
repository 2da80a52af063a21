/// Integers of SQLite's file format: seven bits in a byte, the highest first, and eight in the ninth.
enum VariableInteger {
    static let longest = 9

    /// How many bytes a number takes.
    @inline(__always)
    static func count(_ number: UInt64) -> Int {
        guard number > 0x7F else { return 1 }
        return min((70 - number.leadingZeroBitCount) / 7, longest)
    }

    /// Stores a number and answers where it ends.
    @inline(__always)
    static func store(
        _ number: UInt64,
        at start: UnsafeMutableRawPointer
    ) -> UnsafeMutableRawPointer {
        guard number > 0x7F else {
            start.storeBytes(of: UInt8(truncatingIfNeeded: number), as: UInt8.self)
            return start + 1
        }
        return storeLong(number, at: start)
    }

    private static func storeLong(
        _ number: UInt64,
        at start: UnsafeMutableRawPointer
    ) -> UnsafeMutableRawPointer {
        let count = count(number)
        var rest = number
        var position = count - 1
        if count == longest {
            start.storeBytes(of: UInt8(truncatingIfNeeded: rest), toByteOffset: 8, as: UInt8.self)
            rest >>= 8
            position -= 1
        }
        while position >= 0 {
            // Only the last byte of those that go on has no mark; the ninth never has one.
            let mark: UInt8 = position == count - 1 ? 0 : 0x80
            start.storeBytes(
                of: UInt8(truncatingIfNeeded: rest) & 0x7F | mark,
                toByteOffset: position,
                as: UInt8.self
            )
            rest >>= 7
            position -= 1
        }
        return start + count
    }

    /// Reads a number and moves behind it.
    @inline(__always)
    static func load(_ place: inout UnsafeRawPointer) -> UInt64 {
        let first = place.load(as: UInt8.self)
        guard first > 0x7F else {
            place += 1
            return UInt64(first)
        }
        return loadLong(&place)
    }

    private static func loadLong(_ place: inout UnsafeRawPointer) -> UInt64 {
        var number: UInt64 = 0
        for position in 0..<longest {
            let byte = place.load(as: UInt8.self)
            place += 1
            guard position < longest - 1 else { return number << 8 | UInt64(byte) }
            number = number << 7 | UInt64(byte & 0x7F)
            if byte < 0x80 { break }
        }
        return number
    }
}
