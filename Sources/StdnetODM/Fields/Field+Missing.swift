// Operators that a field does not have, so that the compiler says what to do about it.
// They are never called, so what they return does not matter.

extension Field where Index == NoIndex {
    /// There is no index.
    @available(
        *,
        unavailable,
        message: "this field has no index: mark it @Index, or ask for a full scan with '.scan { }'"
    )
    public static func == (field: Self, value: Value) -> Filter<Root> { Filter(.none) }

    /// There is no index.
    @available(
        *,
        unavailable,
        message: "this field has no index: mark it @Index, or ask for a full scan with '.scan { }'"
    )
    public static func != (field: Self, value: Value) -> Filter<Root> { Filter(.none) }

    /// The field has no index.
    @available(
        *,
        unavailable,
        message: "this field has no index: mark it @Index, or ask for a full scan with '.scan { }'"
    )
    public func `in`(_ values: some Sequence<Value.Operand>) -> Filter<Root> { Filter(.none) }
}

/// An index without order.
public protocol UnorderedIndex {}
extension NoIndex: UnorderedIndex {}
extension ByValue: UnorderedIndex {}
extension ByUniqueValue: UnorderedIndex {}
extension ByID: UnorderedIndex {}

extension Field where Index: UnorderedIndex {
    /// There is no range index.
    @available(
        *,
        unavailable,
        message:
            "this field has no range index: mark it @Index(.range), or ask for a full scan with '.scan { }'"
    )
    public static func < (field: Self, value: Value.Operand) -> Filter<Root> { Filter(.none) }

    /// There is no range index.
    @available(
        *,
        unavailable,
        message:
            "this field has no range index: mark it @Index(.range), or ask for a full scan with '.scan { }'"
    )
    public static func <= (field: Self, value: Value.Operand) -> Filter<Root> { Filter(.none) }

    /// There is no range index.
    @available(
        *,
        unavailable,
        message:
            "this field has no range index: mark it @Index(.range), or ask for a full scan with '.scan { }'"
    )
    public static func > (field: Self, value: Value.Operand) -> Filter<Root> { Filter(.none) }

    /// There is no range index.
    @available(
        *,
        unavailable,
        message:
            "this field has no range index: mark it @Index(.range), or ask for a full scan with '.scan { }'"
    )
    public static func >= (field: Self, value: Value.Operand) -> Filter<Root> { Filter(.none) }
}

extension Field where Value.Operand == String {
    /// Text within a value is found by a scan only.
    @available(*, unavailable, message: "text is found by a full scan only: write '.scan { }'")
    public func contains(_ text: String) -> Filter<Root> { Filter(.none) }

    /// Text at the start of a value is found by a scan only.
    @available(*, unavailable, message: "text is found by a full scan only: write '.scan { }'")
    public func hasPrefix(_ text: String) -> Filter<Root> { Filter(.none) }

    /// Text at the end of a value is found by a scan only.
    @available(*, unavailable, message: "text is found by a full scan only: write '.scan { }'")
    public func hasSuffix(_ text: String) -> Filter<Root> { Filter(.none) }
}

extension Reference where Link.Loaded == Link.Target {
    /// The reference is always there.
    @available(*, unavailable, message: "this reference is required, so it is never nil")
    public static func == (field: Self, absent: _OptionalNilComparisonType) -> Filter<Root> {
        Filter(.none)
    }

    /// The reference is always there.
    @available(*, unavailable, message: "this reference is required, so it is never nil")
    public static func != (field: Self, absent: _OptionalNilComparisonType) -> Filter<Root> {
        Filter(.none)
    }
}
