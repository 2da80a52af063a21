import StdnetTesting

/// Input for parsers, made by chance: some of the corpus, changed here and there, and how it arrives.
struct RESPStory {
    private(set) var bytes: [UInt8] = []
    private var chance: Dice

    /// What parsers are careful with.
    private static let telling = Array("\r\n0123456789-+$:*%~>|=!_#,(;.?eE\u{0}t".utf8)
    private static let sizes = [
        "-1", "-2", "0", "1", "2", "7", "127", "128", "536870912", "536870913", "2147483647",
        "2147483648", "4294967295", "4294967296", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808", "18446744073709551616",
    ]

    init(seed: UInt64) {
        chance = Dice(seed: seed)
        let speaksRESP3 = Int.random(in: 0..<3, using: &chance) == 0
        let corpus = RESPCorpus.resp2 + (speaksRESP3 ? RESPCorpus.resp3 : [])
        for _ in 0..<Int.random(in: 1...5, using: &chance) {
            if Int.random(in: 0..<10, using: &chance) == 0 {
                let marks = speaksRESP3 ? "*~|%" : "*"
                let deepest = Bool.random(using: &chance) ? 8 : 140
                for _ in 0..<Int.random(in: 1...deepest, using: &chance) {
                    let mark = marks.randomElement(using: &chance) ?? "*"
                    bytes += Array("\(mark)1\r\n".utf8)
                }
            }
            let all = Int.random(in: 0..<20, using: &chance) == 0 ? RESPCorpus.refused : corpus
            bytes += Array(chance.one(of: all, or: "").utf8)
        }
        // Some stay as they are, most are changed once or twice.
        for _ in 0..<Int.random(in: 0...3, using: &chance) where !bytes.isEmpty { change() }
    }

    private mutating func change() {
        let place = Int.random(in: 0..<bytes.count, using: &chance)
        let length = min(Int.random(in: 1...8, using: &chance), bytes.count - place)
        switch Int.random(in: 0..<9, using: &chance) {
        case 0: bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &chance)
        case 1: bytes[place] = chance.one(of: Self.telling, or: 0)
        case 2: bytes.insert(chance.one(of: Self.telling, or: 0), at: place)
        case 3: bytes.removeSubrange(place..<place + length)
        case 4: bytes.insert(contentsOf: Array(bytes[place..<place + length]), at: place)
        case 5: bytes.removeSubrange(place...)
        case 6: bytes.insert(contentsOf: chance.one(of: Self.sizes, or: "").utf8, at: place)
        case 7: changeSize(after: place)
        default:
            let all = RESPCorpus.resp3 + RESPCorpus.resp2
            bytes.insert(contentsOf: chance.one(of: all, or: "").utf8, at: place)
        }
    }

    /// Exchanges the number in the next line that has one.
    private mutating func changeSize(after place: Int) {
        let isDigit = { (byte: UInt8) in byte &- UInt8(ascii: "0") <= 9 }
        guard let start = bytes[place...].firstIndex(where: isDigit) else { return }
        let end = bytes[start...].firstIndex { !isDigit($0) } ?? bytes.count
        bytes.replaceSubrange(start..<end, with: chance.one(of: Self.sizes, or: "").utf8)
    }

    /// The bytes in pieces of any size, empty ones too.
    mutating func pieces() -> [ArraySlice<UInt8>] {
        let cuts = (0..<Int.random(in: 1...6, using: &chance)).map { _ in
            Int.random(in: 0...bytes.count, using: &chance)
        }
        let ends = cuts.sorted() + [bytes.count]
        return zip([0] + ends, ends).map { bytes[$0..<$1] }
    }
}

extension Dice {
    mutating func one<Element>(of elements: [Element], or fallback: Element) -> Element {
        elements.randomElement(using: &self) ?? fallback
    }
}
