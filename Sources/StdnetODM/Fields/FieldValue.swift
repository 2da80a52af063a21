/// A value that fits in one field of a hash.
///
/// A type of your own joins by saying how its bytes are written and read; see ``Day``.
public protocol FieldValue: Sendable, Equatable {
    /// What such a field is compared with: the type itself, or what an optional wraps.
    associatedtype Operand: FieldValue = Self
    /// How the bytes are to be read by those who don't know the Swift type.
    static var kind: ValueKind { get }
    /// Whether nil is a value: nil means that the field is absent.
    static var isOptional: Bool { get }
    /// The model that a reference refers to; nil for everything else.
    static var referenceTarget: String? { get }

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

    /// Appends the stored bytes.
    public func store(in arguments: inout Arguments) -> Bool {
        self?.store(in: &arguments) ?? false
    }
    /// Reads stored bytes.
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let stored else {
            self = Self.none
            return
        }
        guard let value = Wrapped(stored: stored) else { return nil }
        self = Self.some(value)
    }
}
