/// A property marked `@JSON(.flattened)` as queries see it: its leaves are fields of the hash, the whole is
/// none.
public struct FlattenedField<Root: Model, Value: Codable & Equatable & Sendable>: Sendable {
    let path: Path

    /// Names the property.
    public init(_ name: String) { path = Path(field: name) }
    init(_ path: Path) { self.path = path }
}

extension Query {
    /// The values of one flattened property, one for each object.
    ///
    /// One round trip; the server reads the whole hash of each object.
    public func values<Value>(
        of field: KeyPath<Root.Fields, FlattenedField<Root, Value>>
    ) -> Selection<Root, Value> {
        values(ofFlattened: Root.fields[keyPath: field].path.dotted, as: Value.self)
    }
}
