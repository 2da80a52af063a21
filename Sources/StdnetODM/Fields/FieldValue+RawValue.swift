/// A type with raw values is stored as those: an enum, an option set, a wrapper.
///
/// ```swift
/// enum Currency: String, FieldValue { case eur, usd }
/// ```
extension FieldValue where Self: RawRepresentable, RawValue: FieldValue {
    /// How the bytes are to be read.
    public static var kind: ValueKind { RawValue.kind }
    /// What the stored bytes look like.
    public static var storedForm: String { "a raw value of \(Self.self): \(RawValue.storedForm)" }
    /// What is wrong with the raw value.
    public var refusal: String? { rawValue.refusal }
    /// Appends the stored bytes.
    public func store(in arguments: inout Arguments) -> Bool { rawValue.store(in: &arguments) }
    /// Reads stored bytes: fails when no value has them.
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let rawValue = RawValue(stored: stored) else { return nil }
        self.init(rawValue: rawValue)
    }
}

extension FieldValue where Self: RawRepresentable & CaseIterable, RawValue: FieldValue {
    /// What the stored bytes look like: one of the raw values.
    public static var storedForm: String {
        "one of " + allCases.map { "'\($0.rawValue)'" }.joined(separator: ", ")
    }
}

extension ScoredValue where Self: RawRepresentable, RawValue: ScoredValue {
    /// Whether other raw values have the same score.
    public var sharesScore: Bool { rawValue.sharesScore }
    /// The order of the raw values.
    public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
