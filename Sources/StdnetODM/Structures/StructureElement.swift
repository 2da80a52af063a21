/// What can be an element of a structure: a list, a set, a sorted set, the values of a hash or of a series.
///
/// These are: `String`, the numbers, `Bool`, ``Bytes``, `Data`, `Date`, ``Day``, `Decimal`, `UUID`, `URL`,
/// ``Ref``, ``JSONValue`` where elements are of several types, and optionals, arrays and dictionaries of
/// them. A type of your own that is `Codable` joins by saying that it does:
///
/// ```swift
/// struct Extra: Codable, StructureElement { var n: Int }
/// ```
///
/// A set knows bytes only: two elements are one when they have the same ones.
public protocol StructureElement: Sendable {
    /// The stored bytes.
    ///
    /// - Throws: ``ElementRefusal`` for a value that can't be stored so.
    func word(as coding: ElementCoding) throws(ElementRefusal) -> CommandArgument
    /// Reads stored bytes; fails when they are not such an element.
    init?(stored: UnsafeRawBufferPointer, as coding: ElementCoding)
    /// What the stored bytes look like, in words that complete "it should be".
    static func storedForm(as coding: ElementCoding) -> String
}

/// Why an element can't be stored.
public struct ElementRefusal: Error, Equatable, Sendable {
    /// The element in words.
    public let value: String
    /// Why it can't be stored, and what could.
    public let hint: String

    /// Makes a refusal.
    public init(value: String, hint: String) {
        self.value = value
        self.hint = hint
    }
}

extension StructureElement where Self: Codable {
    /// The stored bytes: those of a field where there are such, and JSON is not asked for.
    public func word(as coding: ElementCoding) throws(ElementRefusal) -> CommandArgument {
        if coding != .json, let value = self as? any FieldValue { return try value.plainWord() }
        do { return .text(try JSONText.text(of: self)) } catch {
            throw ElementRefusal(value: "\(self)", hint: "it can't be written as JSON: \(error)")
        }
    }

    /// Reads stored bytes.
    public init?(stored: UnsafeRawBufferPointer, as coding: ElementCoding) {
        if coding != .json, let type = Self.self as? any FieldValue.Type {
            guard let value = type.init(stored: stored) as? Self else { return nil }
            self = value
        } else {
            guard let value = try? JSONText.value(of: Self.self, in: stored) else { return nil }
            self = value
        }
    }

    /// What the stored bytes look like.
    public static func storedForm(as coding: ElementCoding) -> String {
        if coding != .json, let type = Self.self as? any FieldValue.Type { return type.storedForm }
        return "JSON of a \(Self.self)"
    }
}

extension FieldValue {
    /// The bytes that a field would have.
    func plainWord() throws(ElementRefusal) -> CommandArgument {
        if let refusal { throw ElementRefusal(value: "\(self)", hint: refusal) }
        guard let stored else {
            throw ElementRefusal(value: "\(self)", hint: "an element is always there")
        }
        return .bytes(stored)
    }
}
