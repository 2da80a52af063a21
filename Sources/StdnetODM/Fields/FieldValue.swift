/// A value that fits in one field of a hash.
///
/// These are: integers of every width, `Double`, `Float`, `Decimal`, `Bool`, `String`, ``Bytes``, `Data`,
/// `Date`, ``Day``, `UUID`, `URL`, ``ModelType``, ``Ref``, and each of them as an optional. An enum with
/// raw values joins by saying that it does:
///
/// ```swift
/// enum Currency: String, FieldValue { case eur, usd }
/// ```
///
/// Any other type of your own says how its bytes are written and read; see ``Day``. Equal values must have
/// the same bytes, because the indexes know bytes only. A type whose values are numbers in the order of
/// ``ScoredValue`` may be indexed by range and may order objects; one that is an ``IDValue`` may identify
/// them.
public protocol FieldValue: Sendable, Equatable {
    /// What such a field is compared with: the type itself, or what an optional wraps.
    associatedtype Operand: FieldValue = Self
    /// How the bytes are to be read by those who don't know the Swift type.
    static var kind: ValueKind { get }
    /// Whether nil is a value: nil means that the field is absent.
    static var isOptional: Bool { get }
    /// The model that a reference refers to; nil for everything else.
    static var referenceTarget: String? { get }

    /// What the stored bytes look like, in words that complete "it should be": for those who find
    /// others.
    static var storedForm: String { get }
    /// Why this value can't be stored and what could, in words; nil when it can.
    ///
    /// A session refuses such a value as ``Violation/Rule/unstorable(value:hint:)``.
    var refusal: String? { get }

    /// Appends the stored bytes, as one argument.
    ///
    /// - Returns: False when the value is nil: then nothing is appended.
    func store(in arguments: inout Arguments) -> Bool

    /// Reads stored bytes, nil for an absent field; fails when they are not such a value.
    init?(stored: UnsafeRawBufferPointer?)
}

extension FieldValue {
    /// Whether nil is a value.
    public static var isOptional: Bool { false }
    /// The model that it refers to.
    public static var referenceTarget: String? { nil }
    /// What the stored bytes look like.
    public static var storedForm: String { kind.form }
    /// Nothing is wrong with most values.
    @inlinable public var refusal: String? { nil }

    /// The stored bytes; nil when the field is absent.
    public var stored: Bytes? {
        var arguments = Arguments()
        guard store(in: &arguments) else { return nil }
        return arguments.withView { Bytes($0[0]) }
    }
}

extension Optional: FieldValue where Wrapped: FieldValue {
    /// What such a field is compared with.
    public typealias Operand = Wrapped.Operand
    /// How the bytes are to be read.
    public static var kind: ValueKind { Wrapped.kind }
    /// Whether nil is a value.
    public static var isOptional: Bool { true }
    /// The model that it refers to.
    public static var referenceTarget: String? { Wrapped.referenceTarget }
    /// What the stored bytes look like.
    public static var storedForm: String { Wrapped.storedForm }
    /// What is wrong with the value, if there is one.
    @inlinable public var refusal: String? { self?.refusal }

    /// Appends the stored bytes.
    public func store(in arguments: inout Arguments) -> Bool {
        self?.store(in: &arguments) ?? false
    }
    /// Reads stored bytes.
    ///
    /// An empty field is an absent one where it is no value: the original reads empty numbers so, and
    /// both are found by the same index.
    @inlinable
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let stored else {
            self = Self.none
            return
        }
        if let value = Wrapped(stored: stored) {
            self = Self.some(value)
        } else {
            guard stored.isEmpty else { return nil }
            self = Self.none
        }
    }
}

extension ValueKind {
    /// What bytes of this kind look like, in words.
    var form: String {
        switch self {
        case .integer: "an integer in decimal digits"
        case .float: "a number such as '1.5', '1e-07' or 'inf'"
        case .decimal: "a number in decimal digits"
        case .text: "UTF-8 text"
        case .bytes: "any bytes"
        case .boolean: "'1', '0' or another integer"
        case .date: "seconds since 1970 in UTC, such as '1372941015.123456'"
        case .day: "seconds since 1970 of a midnight in UTC, such as '1330473600'"
        case .json: "JSON"
        }
    }
}
