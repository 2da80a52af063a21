/// A stored property as queries see it.
///
/// `Index` decides which operators it has.
public struct Field<Root: Model, Value: FieldValue, Index>: Sendable {
    let path: Path

    /// Names a property of the model.
    public init(_ name: String) { path = Path(field: name) }
    init(_ path: Path) { self.path = path }
}

/// An index that answers equality.
public protocol EqualityIndex {}
/// An index that also answers ranges.
public protocol RangeIndex: EqualityIndex {}
/// An index in which a value has one object at most.
public protocol UniqueIndex: EqualityIndex {}

/// No index: only a scan finds values.
public enum NoIndex {}
/// `@Index`.
public enum ByValue: EqualityIndex {}
/// `@Index(.range)`.
public enum ByRange: RangeIndex {}
/// `@Unique`.
public enum ByUniqueValue: UniqueIndex {}
/// `@Unique(.range)`.
public enum ByUniqueRange: RangeIndex, UniqueIndex {}
/// The id.
public enum ByID: UniqueIndex {}
