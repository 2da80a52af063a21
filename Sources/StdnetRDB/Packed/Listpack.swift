import StdnetBackend

/// Redis's compact sequence of strings and integers.
///
/// A header of 6 bytes (the size, the number of elements where it is below 65535), the elements, each
/// followed by its own length for going back, and a byte 255.
package enum Listpack {
    package static let headerSize = 6
    static let end: UInt8 = 0xff

    /// How many bytes the length of an element takes after it.
    static func backLengthSize(_ length: Int) -> Int {
        switch length {
        case ...127: 1
        case ..<16383: 2
        case ..<2_097_151: 3
        case ..<268_435_455: 4
        default: 5
        }
    }

    /// How many bytes an element takes, its length after it included.
    package static func size(of element: RawBytes) -> Int {
        let size: Int
        if element.count <= 20, let number = Int(decimal: element) {
            size = integerSize(number)
        } else {
            size = element.count + (element.count < 64 ? 1 : element.count < 4096 ? 2 : 5)
        }
        return size + backLengthSize(size)
    }

    static func integerSize(_ number: Int) -> Int {
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
