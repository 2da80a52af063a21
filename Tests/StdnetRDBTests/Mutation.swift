import StdnetBackend
import StdnetTesting

/// A change to bytes, as accidents and attackers make them.
struct Mutation {
    private static let lengths: [UInt8] = [
        0, 1, 2, 0x3f, 0x40, 0x7f, 0x80, 0x81, 0xc0, 0xc3, 0xfe, 0xff,
    ]

    /// Changes a file at one to four places, some of them perhaps next to each other.
    static func apply(to file: Bytes, with other: Bytes, _ dice: inout Dice) -> Bytes {
        var bytes = file
        for _ in 0...dice.below(4) { change(&bytes, other, &dice) }
        return bytes
    }

    private static func change(_ bytes: inout Bytes, _ other: Bytes, _ dice: inout Dice) {
        guard !bytes.isEmpty else { return bytes = other }
        let place = dice.below(bytes.count)
        let end = min(bytes.count, place + 1 + dice.below(12))
        switch dice.below(9) {
        case 0: bytes[place] ^= 1 << UInt8(dice.below(8))
        case 1: bytes[place] = UInt8(truncatingIfNeeded: dice.next())
        case 2: bytes[place] = dice.pick(lengths)
        case 3: bytes.removeSubrange(place..<end)
        case 4: bytes.insert(contentsOf: bytes[place..<end], at: place)
        case 5:
            let random = (0..<1 + dice.below(9)).map { _ in UInt8(truncatingIfNeeded: dice.next()) }
            bytes.insert(contentsOf: random, at: place)
        case 6: bytes.removeSubrange(place...)
        case 7:
            let from = dice.below(other.count)
            let part = other[from..<min(other.count, from + 1 + dice.below(64))]
            bytes.replaceSubrange(place..<end, with: part)
        default:
            for position in place..<end { bytes[position] = 0xff }
        }
    }
}
