/// A set of fields, by their position in the schema: at most 64.
public struct FieldMask: Sendable, Equatable {
    @usableFromInline var bits: UInt64 = 0

    /// Makes an empty set.
    public init() {}

    /// Every field that a schema can have.
    static let all: FieldMask = {
        var mask = FieldMask()
        mask.bits = .max
        return mask
    }()

    /// Whether no field is in the set.
    public var isEmpty: Bool { bits == 0 }
    /// How many fields are in the set.
    var count: Int { bits.nonzeroBitCount }

    /// Whether a field is in the set.
    @inlinable
    public func contains(_ position: Int) -> Bool { bits & (1 << UInt64(position)) != 0 }

    /// Adds a field when it has changed.
    @inlinable
    public mutating func mark(_ position: Int, if changed: Bool) {
        if changed { bits |= 1 << UInt64(position) }
    }

    /// How many of its fields come before a position.
    func rank(of position: Int) -> Int {
        position == 0 ? 0 : (bits << UInt64(64 - position)).nonzeroBitCount
    }

    /// The positions in order.
    var positions: [Int] { (0..<64).filter(contains) }

    func union(_ other: FieldMask) -> FieldMask { with { $0 | other.bits } }
    func subtracting(_ other: FieldMask) -> FieldMask { with { $0 & ~other.bits } }

    private func with(_ change: (UInt64) -> UInt64) -> FieldMask {
        var copy = self
        copy.bits = change(bits)
        return copy
    }
}
