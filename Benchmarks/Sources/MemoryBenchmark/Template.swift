import StdnetBackend

/// Text with a number of fixed width in it, written without making a string.
struct Template {
    private var bytes: [UInt8]
    private let start: Int
    private let end: Int

    init(_ prefix: String, digits: Int = 7) {
        bytes = Array((prefix + String(repeating: "0", count: digits)).utf8)
        start = prefix.utf8.count
        end = bytes.count
    }

    /// Appends the text with a number in it to an argument vector.
    @inline(__always)
    mutating func append(_ number: Int, to call: inout Arguments) {
        bytes.withUnsafeMutableBytes { bytes in
            // Without signs, which take steps of their own.
            var rest = UInt32(truncatingIfNeeded: number)
            var place = end
            while place > start {
                place &-= 1
                bytes[place] = UInt8(truncatingIfNeeded: rest % 10) &+ 48
                rest /= 10
            }
            call.append(UnsafeRawBufferPointer(bytes))
        }
    }

    /// The text with a number in it.
    func text(_ number: Int) -> String {
        let digits = String(number)
        return String(decoding: bytes[..<start], as: UTF8.self)
            + String(repeating: "0", count: end - start - digits.count) + digits
    }
}

/// Numbers that look random and are the same in every run.
struct Picks: RandomNumberGenerator {
    private var state: UInt64 = 11

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }

    /// So many numbers below a bound.
    static func list(_ count: Int, below bound: Int) -> [Int] {
        var picks = Picks()
        return (0..<count).map { _ in Int.random(in: 0..<bound, using: &picks) }
    }
}
