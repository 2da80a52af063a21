/// A value of any type that can be encoded, as the JSON text of one field: what `@JSON` stores.
///
/// The text is that of the original's JSONField: `", "` between elements, `": "` after names, nothing
/// but ASCII. Properties stand in the order in which they are encoded, entries of dictionaries in that
/// of their keys. A `Date` is `{"__datetime__": seconds}`, a ``Day`` `{"__date__": seconds}` and a
/// `Decimal` `{"__decimal__": "digits"}`, as the original's.
public struct JSON<Value: Codable & Equatable & Sendable>: Equatable, Sendable {
    /// The value.
    public let value: Value

    /// Takes a value.
    @inlinable public init(_ value: Value) { self.value = value }
}

extension JSON: FieldValue {
    /// How the bytes are to be read.
    public static var kind: ValueKind { .json }
    /// Appends the stored bytes; nothing when the value can't be encoded, which a session reports.
    public func store(in arguments: inout Arguments) -> Bool {
        guard let text = try? JSONText.text(of: value) else { return false }
        arguments.append(text)
        return true
    }
    /// Reads stored bytes.
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let stored, let value = try? JSONText.value(of: Value.self, in: stored) else {
            return nil
        }
        self.init(value)
    }
}
