/// A property marked `@JSON(.flattened)` when a full scan has been asked for.
public struct ScannedLeaves<Root: Model>: Sendable {
    let path: Path

    /// The leaf at the end of some keys, compared as a number.
    ///
    /// ```swift
    /// Sheet.scan { $0.data.number(at: "pv", "mean") > 0.5 }
    /// ```
    public func number(at key: String, _ keys: String...) -> ScannedLeaf<Root, Double> {
        ScannedLeaf(path: path.leaf(at: [key] + keys))
    }

    /// The leaf at the end of some keys, compared as text.
    public func text(at key: String, _ keys: String...) -> ScannedLeaf<Root, String> {
        ScannedLeaf(path: path.leaf(at: [key] + keys))
    }

    /// The leaf at the end of some keys, compared as true or false.
    public func flag(at key: String, _ keys: String...) -> ScannedLeaf<Root, Bool> {
        ScannedLeaf(path: path.leaf(at: [key] + keys))
    }
}

/// One leaf, read of every object; what is of another type never compares.
public struct ScannedLeaf<Root: Model, Value: Sendable>: Sendable {
    let path: Path

    /// Objects in which the leaf is absent, or null.
    public static func == (leaf: Self, absent: _OptionalNilComparisonType) -> Filter<Root> {
        Filter(.scan(leaf.path, .equal, nil) || .scan(leaf.path, .equal, Bytes("null".utf8)))
    }
    /// Objects in which the leaf is something.
    public static func != (leaf: Self, absent: _OptionalNilComparisonType) -> Filter<Root> {
        !(leaf == absent)
    }
}

extension ScannedLeaf where Value == Double {
    private func compares(_ comparison: Condition.Comparison, _ number: Double) -> Condition {
        .scan(path, comparison, Bytes(JSONText.number(number).utf8))
    }

    /// Objects with this number, however it is written.
    public static func == (leaf: Self, number: Double) -> Filter<Root> {
        Filter(
            .and([
                leaf.compares(.greaterOrEqual, number), leaf.compares(.lessOrEqual, number),
            ])
        )
    }
    /// All other objects.
    public static func != (leaf: Self, number: Double) -> Filter<Root> { !(leaf == number) }
    /// Objects with a smaller number.
    public static func < (leaf: Self, number: Double) -> Filter<Root> {
        Filter(leaf.compares(.less, number))
    }
    /// Objects with this number or a smaller one.
    public static func <= (leaf: Self, number: Double) -> Filter<Root> {
        Filter(leaf.compares(.lessOrEqual, number))
    }
    /// Objects with a greater number.
    public static func > (leaf: Self, number: Double) -> Filter<Root> {
        Filter(leaf.compares(.greater, number))
    }
    /// Objects with this number or a greater one.
    public static func >= (leaf: Self, number: Double) -> Filter<Root> {
        Filter(leaf.compares(.greaterOrEqual, number))
    }
}

extension ScannedLeaf where Value == String {
    /// Objects with this text.
    public static func == (leaf: Self, text: String) -> Filter<Root> {
        Filter(.scan(leaf.path, .equal, Bytes(JSONText.quoted(text).utf8)))
    }
    /// All other objects.
    public static func != (leaf: Self, text: String) -> Filter<Root> { !(leaf == text) }
    /// Objects whose text starts with this one.
    ///
    /// The stored form is JSON in ASCII: of what is asked of text, only this is asked of its start alone.
    public func hasPrefix(_ text: String) -> Filter<Root> {
        Filter(.scan(path, .prefix, Bytes(JSONText.quoted(text).utf8.dropLast())))
    }
}

extension ScannedLeaf where Value == Bool {
    /// Objects with this truth.
    public static func == (leaf: Self, isTrue: Bool) -> Filter<Root> {
        Filter(.scan(leaf.path, .equal, Bytes((isTrue ? "true" : "false").utf8)))
    }
    /// All other objects.
    public static func != (leaf: Self, isTrue: Bool) -> Filter<Root> { !(leaf == isTrue) }
}
