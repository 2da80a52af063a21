#if canImport(FoundationEssentials)
public import struct FoundationEssentials.Data
public import struct FoundationEssentials.Date
public import struct FoundationEssentials.Decimal
public import struct FoundationEssentials.URL
public import struct FoundationEssentials.UUID
#else
public import struct Foundation.Data
public import struct Foundation.Date
public import struct Foundation.Decimal
public import struct Foundation.URL
public import struct Foundation.UUID
#endif

extension String: StructureElement {}
extension Bool: StructureElement {}
extension Int: StructureElement {}
extension Int8: StructureElement {}
extension Int16: StructureElement {}
extension Int32: StructureElement {}
extension Int64: StructureElement {}
extension UInt: StructureElement {}
extension UInt8: StructureElement {}
extension UInt16: StructureElement {}
extension UInt32: StructureElement {}
extension UInt64: StructureElement {}
extension Double: StructureElement {}
extension Float: StructureElement {}
extension Decimal: StructureElement {}
extension Date: StructureElement {}
extension Day: StructureElement {}
extension Data: StructureElement {}
extension UUID: StructureElement {}
extension URL: StructureElement {}

/// The id of an object, however the other elements of such structures are written.
extension Ref: StructureElement {
    /// The id.
    ///
    /// - Throws: ``ElementRefusal`` for an object that is only planned.
    public func word(as coding: ElementCoding) throws(ElementRefusal) -> CommandArgument {
        guard let id else {
            throw ElementRefusal(
                value: "a planned \(Target.modelName)",
                hint:
                    "it has no id yet: add it in the session that plans the object, or commit first"
            )
        }
        return try id.plainWord()
    }
    /// Reads an id.
    public init?(stored: UnsafeRawBufferPointer, as coding: ElementCoding) {
        self.init(stored: stored)
    }
    /// What the stored bytes look like.
    public static func storedForm(as coding: ElementCoding) -> String {
        "the id of a \(Target.modelName): \(Target.ID.storedForm)"
    }
}

/// Something or `null`, which only JSON can say.
extension Optional: StructureElement where Wrapped: StructureElement {
    /// The stored bytes.
    public func word(as coding: ElementCoding) throws(ElementRefusal) -> CommandArgument {
        if let self { return try self.word(as: coding) }
        guard coding == .json else {
            throw ElementRefusal(value: "nil", hint: "only elements that are JSON may be nil")
        }
        return "null"
    }
    /// Reads stored bytes.
    public init?(stored: UnsafeRawBufferPointer, as coding: ElementCoding) {
        if coding == .json, stored.elementsEqual("null".utf8) {
            self = Self.none
        } else {
            guard let value = Wrapped(stored: stored, as: coding) else { return nil }
            self = Self.some(value)
        }
    }
    /// What the stored bytes look like.
    public static func storedForm(as coding: ElementCoding) -> String {
        Wrapped.storedForm(as: coding) + (coding == .json ? ", or null" : "")
    }
}

/// JSON; but bytes are what they are, or base 64 in JSON.
extension Array: StructureElement where Element: StructureElement & Codable {
    /// The stored bytes.
    public func word(as coding: ElementCoding) throws(ElementRefusal) -> CommandArgument {
        if let bytes = rawBytes {
            return coding == .json ? try Data(bytes).word(as: coding) : .bytes(bytes)
        }
        do { return .text(try JSONText.text(of: self)) } catch {
            throw ElementRefusal(value: "\(self)", hint: "it can't be written as JSON: \(error)")
        }
    }
    /// Reads stored bytes.
    public init?(stored: UnsafeRawBufferPointer, as coding: ElementCoding) {
        let value: Any?
        if Element.self == UInt8.self {
            value =
                coding == .json ? Data(stored: stored, as: coding).map { Bytes($0) } : Bytes(stored)
        } else {
            value = try? JSONText.value(of: Self.self, in: stored)
        }
        guard let array = value as? Self else { return nil }
        self = array
    }
    /// What the stored bytes look like.
    public static func storedForm(as coding: ElementCoding) -> String {
        guard Element.self == UInt8.self else { return "JSON of an array of \(Element.self)" }
        return coding == .json ? "bytes as base 64 between quotes" : "any bytes"
    }

    /// An array of other elements would be converted.
    private var rawBytes: Bytes? { Element.self == UInt8.self ? self as? Bytes : nil }
}

/// JSON, with the names in the order of their texts.
extension Dictionary: StructureElement
where Key == String, Value: StructureElement & Codable {}

/// JSON; where that is not asked for, a text and a number are what they are, as the original's encoder of
/// structures without a model wrote them.
extension JSONValue: StructureElement {
    /// The stored bytes.
    public func word(as coding: ElementCoding) throws(ElementRefusal) -> CommandArgument {
        switch self {
        case .text(let text) where coding != .json: return .text(text)
        case .number(let number) where coding != .json: return try number.plainWord()
        default:
            do { return .text(try JSONText.text(of: self)) } catch {
                throw ElementRefusal(
                    value: "\(self)",
                    hint: "it can't be written as JSON: \(error)"
                )
            }
        }
    }
    /// Reads stored bytes: without JSON, what looks like a number is one.
    public init?(stored: UnsafeRawBufferPointer, as coding: ElementCoding) {
        if coding == .json {
            guard let value = try? JSONText.value(of: Self.self, in: stored) else { return nil }
            self = value
        } else if let number = Double(stored: stored) {
            self = Int(exactly: number).map { .integer($0) } ?? .number(number)
        } else {
            guard let text = String(stored: stored) else { return nil }
            self = .text(text)
        }
    }
    /// What the stored bytes look like.
    public static func storedForm(as coding: ElementCoding) -> String {
        coding == .json ? "JSON" : "UTF-8 text"
    }
}
