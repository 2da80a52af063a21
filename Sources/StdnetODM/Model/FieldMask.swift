/// A set of fields, by their position in the schema: at most 64.
public struct FieldMask: Sendable, Equatable {
    private var bits: UInt64 = 0

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

    /// Whether a field is in the set.
    public func contains(_ position: Int) -> Bool { bits & (1 << UInt64(position)) != 0 }

    /// Adds a field when it has changed.
    public mutating func mark(_ position: Int, if changed: Bool) {
        if changed { bits |= 1 << UInt64(position) }
    }

    /// Adds the fields of another set.
    mutating func formUnion(_ other: FieldMask) { bits |= other.bits }
}
