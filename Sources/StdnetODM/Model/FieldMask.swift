/// A set of fields, by their position in the schema: at most 256.
public struct FieldMask: Sendable {
    // 64 fields each. No array: sessions hold two masks for every object.
    @usableFromInline var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)

    /// How many fields a schema can have.
    static let capacity = 256

    /// Makes an empty set.
    public init() {}

    /// Every field that a schema can have.
    static let all: FieldMask = {
        var mask = FieldMask()
        mask.words = (.max, .max, .max, .max)
        return mask
    }()

    /// Whether no field is in the set.
    public var isEmpty: Bool { words.0 | words.1 | words.2 | words.3 == 0 }
    /// How many fields are in the set.
    var count: Int {
        words.0.nonzeroBitCount + words.1.nonzeroBitCount + words.2.nonzeroBitCount
            + words.3.nonzeroBitCount
    }

    /// Whether a field is in the set.
    @inlinable
    public func contains(_ position: Int) -> Bool {
        let bit: UInt64 = 1 << UInt64(position & 63)
        switch position >> 6 {
        case 0: return words.0 & bit != 0
        case 1: return words.1 & bit != 0
        case 2: return words.2 & bit != 0
        case 3: return words.3 & bit != 0
        default: return false
        }
    }

    /// Adds a field when it has changed.
    ///
    /// A position that no schema has is passed over.
    @inlinable
    public mutating func mark(_ position: Int, if changed: Bool) {
        guard changed else { return }
        let bit: UInt64 = 1 << UInt64(position & 63)
        switch position >> 6 {
        case 0: words.0 |= bit
        case 1: words.1 |= bit
        case 2: words.2 |= bit
        case 3: words.3 |= bit
        default: break
        }
    }

    /// How many of its fields come before a position.
    func rank(of position: Int) -> Int {
        // Shifting by all 64 bits of a word leaves nothing of it.
        let before = { (word: UInt64, start: Int) in
            position <= start ? 0 : (word << UInt64(max(0, start + 64 - position))).nonzeroBitCount
        }
        return before(words.0, 0) + before(words.1, 64) + before(words.2, 128)
            + before(words.3, 192)
    }

    /// The positions in order.
    var positions: [Int] {
        var positions: [Int] = []
        for (start, word) in [(0, words.0), (64, words.1), (128, words.2), (192, words.3)] {
            var left = word
            while left != 0 {
                positions.append(start + left.trailingZeroBitCount)
                left &= left - 1
            }
        }
        return positions
    }

    func union(_ other: FieldMask) -> FieldMask { combined(with: other, |) }
    func subtracting(_ other: FieldMask) -> FieldMask { combined(with: other) { $0 & ~$1 } }

    private func combined(
        with other: FieldMask,
        _ combine: (UInt64, UInt64) -> UInt64
    ) -> FieldMask {
        var copy = self
        copy.words = (
            combine(words.0, other.words.0), combine(words.1, other.words.1),
            combine(words.2, other.words.2), combine(words.3, other.words.3)
        )
        return copy
    }
}

extension FieldMask: Equatable {
    /// Whether two sets have the same fields.
    public static func == (left: Self, right: Self) -> Bool { left.words == right.words }
}
