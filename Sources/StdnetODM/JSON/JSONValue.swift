#if canImport(FoundationEssentials)
public import struct FoundationEssentials.Date
public import struct FoundationEssentials.Decimal
#else
public import struct Foundation.Date
public import struct Foundation.Decimal
#endif

/// Any JSON, with the original's words for dates and decimals: for values whose types differ.
///
/// ```swift
/// let mixed: [JSONValue] = ["one", 2, 2.5, nil, ["k": 1], .day(Day(daysSince1970: 15_340))]
/// ```
///
/// An object with the one name `__date__`, `__datetime__` or `__decimal__` is what the original meant
/// by it. Objects have their names in the order of the texts.
public enum JSONValue: Hashable, Sendable {
    /// `null`.
    case null
    /// `true` or `false`.
    case bool(Bool)
    /// A number without a fraction, of 64 bits.
    case integer(Int)
    /// Any other number.
    case number(Double)
    /// A text.
    case text(String)
    /// `{"__date__": seconds}`.
    case day(Day)
    /// `{"__datetime__": seconds}`.
    case moment(Date)
    /// `{"__decimal__": "digits"}`.
    case decimal(Decimal)
    /// An array.
    case array([JSONValue])
    /// An object.
    case object(JSONObject)
}

/// JSON values by name.
public typealias JSONObject = [String: JSONValue]

extension JSONValue {
    /// What stands under a name of an object; nil for all else.
    public subscript(name: String) -> JSONValue? {
        if case .object(let members) = self { members[name] } else { nil }
    }
}

extension JSONValue: Codable {
    /// Reads any JSON.
    ///
    /// - Throws: `DecodingError` for what is none.
    public init(from decoder: any Decoder) throws {
        if let reader = decoder as? JSONReader {
            self.init(reader.value)
            return
        }
        let value = try decoder.singleValueContainer()
        if value.decodeNil() {
            self = .null
        } else if let truth = try? value.decode(Bool.self) {
            self = .bool(truth)
        } else if let integer = try? value.decode(Int.self) {
            self = .integer(integer)
        } else if let number = try? value.decode(Double.self) {
            self = .number(number)
        } else if let text = try? value.decode(String.self) {
            self = .text(text)
        } else if let elements = try? value.decode([JSONValue].self) {
            self = .array(elements)
        } else {
            self = .object(try value.decode([String: JSONValue].self))
        }
    }

    /// Writes the JSON.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        switch self {
        case .array(let elements): try elements.encode(to: encoder)
        default:
            var place = encoder.singleValueContainer()
            switch self {
            case .null: try place.encodeNil()
            case .bool(let truth): try place.encode(truth)
            case .integer(let integer): try place.encode(integer)
            case .number(let number): try place.encode(number)
            case .text(let text): try place.encode(text)
            case .day(let day): try place.encode(day)
            case .moment(let moment): try place.encode(moment)
            case .decimal(let decimal): try place.encode(decimal)
            case .array(let elements): try place.encode(elements)
            case .object(let members): try place.encode(members)
            }
        }
    }

    /// What was read, with the original's words understood.
    init(_ parsed: JSONParsed) {
        switch parsed {
        case .null: self = .null
        case .truth(let truth): self = .bool(truth)
        case .number(let text):
            self = Int(text).map { .integer($0) } ?? .number(Double(text) ?? .nan)
        case .text(let text): self = .text(text)
        case .array(let elements): self = .array(elements.map { JSONValue($0) })
        case .object(let members):
            self =
                parsed.day.map { .day($0) } ?? parsed.moment.map { .moment($0) }
                ?? parsed.decimal.map { .decimal($0) }
                ?? .object(members.mapValues { JSONValue($0) })
        }
    }
}

extension JSONValue: ExpressibleByNilLiteral, ExpressibleByBooleanLiteral,
    ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral, ExpressibleByStringLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
    /// `null`.
    public init(nilLiteral: ()) { self = .null }
    /// `true` or `false`.
    public init(booleanLiteral value: Bool) { self = .bool(value) }
    /// A number without a fraction.
    public init(integerLiteral value: Int) { self = .integer(value) }
    /// A number.
    public init(floatLiteral value: Double) { self = .number(value) }
    /// A text.
    public init(stringLiteral value: String) { self = .text(value) }
    /// An array.
    public init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    /// An object; of equal names the last counts.
    public init(dictionaryLiteral members: (String, JSONValue)...) {
        self = .object(Dictionary(members) { $1 })
    }
}
