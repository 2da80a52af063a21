/// One leaf of a property marked `@JSON(.flattened)`, as orders see it.
public struct Leaf<Root: Model, Value: Sendable>: Sendable {
    let path: Path
    let kind: ValueKind

    /// The smallest first: numbers as numbers, text in the byte order of its UTF-8.
    ///
    /// An absent leaf and null count as 0 among numbers, and come before all else otherwise.
    public var ascending: Sorting<Root> { Sorting(path, .ascending, leaf: kind) }
    /// The greatest first.
    public var descending: Sorting<Root> { Sorting(path, .descending, leaf: kind) }
}

extension FlattenedField {
    /// The leaf at the end of some keys, which is a number where it is there.
    ///
    /// ```swift
    /// Sheet.all.sorted(by: { $0.data.number(at: "pv", "mean").descending })
    /// ```
    public func number(at key: String, _ keys: String...) -> Leaf<Root, Double> {
        Leaf(path: path.leaf(at: [key] + keys), kind: .float)
    }

    /// The leaf at the end of some keys, which is text where it is there.
    public func text(at key: String, _ keys: String...) -> Leaf<Root, String> {
        Leaf(path: path.leaf(at: [key] + keys), kind: .text)
    }

    /// The leaf at the end of some keys, which is true or false where it is there.
    public func flag(at key: String, _ keys: String...) -> Leaf<Root, Bool> {
        Leaf(path: path.leaf(at: [key] + keys), kind: .boolean)
    }
}

extension Path {
    /// The way to a leaf of a field whose values are spread.
    func leaf(at keys: [String]) -> Path {
        var path = self
        path.leaf = keys.map { JSONLeaves.separator + $0 }.joined()
        return path
    }
}
