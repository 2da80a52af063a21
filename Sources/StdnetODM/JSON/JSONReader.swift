#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// Decodes from JSON that was read.
struct JSONReader: Decoder {
    let value: JSONParsed
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    init(_ value: JSONParsed, at path: [any CodingKey]) {
        self.value = value
        codingPath = path
    }

    func container<Key: CodingKey>(keyedBy _: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let members) = value else { throw mismatch([String: Any].self) }
        return KeyedDecodingContainer(JSONMembers(members: members, codingPath: codingPath))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let elements) = value else { throw mismatch([Any].self) }
        return JSONElements(elements: elements, codingPath: codingPath)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer { Single(reader: self) }

    /// Decodes a value of a type.
    ///
    /// - Throws: `DecodingError` when this is none.
    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        if let scalar = Self.scalar(type, value) {
            guard let value = scalar.value as? Value else { throw mismatch(type) }
            return value
        }
        if let integer = type as? any FixedWidthInteger.Type {
            guard let value = Self.integer(integer, value) as? Value else { throw mismatch(type) }
            return value
        }
        return try Value(from: self)
    }

    func mismatch(_ type: Any.Type) -> DecodingError {
        .typeMismatch(type, .init(codingPath: codingPath, debugDescription: "found other JSON"))
    }

    private struct Single: SingleValueDecodingContainer {
        let reader: JSONReader
        var codingPath: [any CodingKey] { reader.codingPath }

        func decodeNil() -> Bool { reader.value.isNull }
        func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try reader.decode(type)
        }
    }

    // MARK: Scalars

    private struct Scalar {
        /// Nil when the JSON is of another kind.
        let value: Any?
    }

    /// How those types are read that don't read themselves, or that the original writes in its own way;
    /// nil for all others.
    private static func scalar(_ type: Any.Type, _ value: JSONParsed) -> Scalar? {
        switch type {
        case is Bool.Type: Scalar(value: value.truth)
        case is String.Type: Scalar(value: value.text)
        case is Double.Type: Scalar(value: value.number)
        case is Float.Type: Scalar(value: value.number.map { Float($0) })
        case is Date.Type: Scalar(value: value.moment)
        case is Day.Type: Scalar(value: value.day)
        case is Decimal.Type: Scalar(value: value.decimal)
        case is URL.Type: Scalar(value: value.text.flatMap { URL(string: $0) })
        case is Data.Type: Scalar(value: value.text.flatMap { Data(base64Encoded: $0) })
        default: nil
        }
    }

    private static func integer<Value: FixedWidthInteger>(
        _: Value.Type,
        _ value: JSONParsed
    ) -> Value? {
        guard case .number(let text) = value else { return nil }
        return Value(text) ?? Double(text).flatMap { Value(exactly: $0) }
    }
}

extension JSONParsed {
    var isNull: Bool { if case .null = self { true } else { false } }
    fileprivate var truth: Bool? { if case .truth(let truth) = self { truth } else { nil } }
    fileprivate var text: String? { if case .text(let text) = self { text } else { nil } }
    fileprivate var number: Double? {
        if case .number(let text) = self { Double(text) } else { nil }
    }

    /// The point in time that an object means.
    var moment: Date? {
        tagged("__datetime__")?.number.map { Date(timeIntervalSince1970: $0) }
    }
    /// The day that an object means.
    var day: Day? {
        tagged("__date__")?.number.flatMap { Int(exactly: $0 / 86_400) }
            .map { Day(daysSince1970: $0) }
    }
    /// The decimal number that an object means.
    var decimal: Decimal? { tagged("__decimal__")?.text.flatMap { Decimal(string: $0) } }

    /// What stands under a name that tells what the object means.
    fileprivate func tagged(_ name: String) -> JSONParsed? {
        guard case .object(let members) = self, members.count == 1 else { return nil }
        return members[name]
    }
}
