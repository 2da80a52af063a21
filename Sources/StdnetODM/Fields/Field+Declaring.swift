// What `@Model` writes for a property: which types may have which index is a matter of types, so that a
// wrong one does not compile.

extension Field where Index == NoIndex {
    /// Names a property without an index.
    public init(_ name: String) { self.init(Path(field: name)) }
}

extension Field where Index == ByValue {
    /// Names a property with `@Index`.
    public init(_ name: String) { self.init(Path(field: name)) }
}

extension Field where Index == ByUniqueValue {
    /// Names a property with `@Unique`.
    public init(_ name: String) { self.init(Path(field: name)) }
}

extension Field where Index: RangeIndex, Value.Operand: ScoredValue {
    /// Names a property with `@Index(.range)` or `@Unique(.range)`.
    public init(_ name: String) { self.init(Path(field: name)) }
}

extension Field where Index == ByID, Value: IDValue {
    /// Names the id.
    public init(_ name: String) { self.init(Path(field: name)) }
}

extension Field where Index: RangeIndex {
    /// The type has no scores.
    @available(
        *,
        unavailable,
        message:
            "a range index needs values that are numbers in their order: write '@Index' or '@Unique' alone, or make the type a 'ScoredValue'"
    )
    @_disfavoredOverload
    public init(_ name: String) { self.init(Path(field: name)) }
}

extension Field where Index == ByID {
    /// The type can't identify objects.
    @available(
        *,
        unavailable,
        message:
            "an id has one text for each value, such as an integer, a String, a Day, a UUID or an enum: a type of your own says so by 'IDValue'"
    )
    @_disfavoredOverload
    public init(_ name: String) { self.init(Path(field: name)) }
}
