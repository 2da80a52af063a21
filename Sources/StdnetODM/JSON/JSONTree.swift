#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// What is encoded so far: containers are filled after they were put into others.
final class JSONTree {
    enum Content {
        case nothing
        /// Finished text.
        case scalar(String)
        case array
        case object
    }

    private(set) var content = Content.nothing
    /// The elements of an array, or the values of an object.
    private(set) var parts: [JSONTree] = []
    private(set) var names: [String] = []
    private var places: [String: Int] = [:]
    /// Dictionaries have no order of their own.
    private var sortsNames = false

    /// Encodes a value in this place.
    func encode<Value: Encodable>(_ value: Value, at path: [any CodingKey]) throws {
        if let text = Self.text(of: value) {
            content = .scalar(text)
            return
        }
        sortsNames = value is any StringKeyed
        try value.encode(to: JSONTreeEncoder(tree: self, codingPath: path))
    }

    func encodeNull() { content = .scalar("null") }

    func becomeArray() { content = .array }
    func becomeObject() { content = .object }

    /// How many elements an array has.
    var count: Int { parts.count }

    /// A new place at the end of an array.
    func element() -> JSONTree {
        let tree = JSONTree()
        parts.append(tree)
        return tree
    }

    /// The place under a name of an object.
    func member(_ name: String) -> JSONTree {
        if let place = places[name] { return parts[place] }
        places[name] = parts.count
        names.append(name)
        return element()
    }

    /// The places of the members of an object, in the order in which they are written.
    var order: [Int] {
        sortsNames ? names.indices.sorted { names[$0] < names[$1] } : Array(names.indices)
    }

    /// Appends the text.
    func append(to text: inout String) {
        switch content {
        case .nothing: break
        case .scalar(let scalar): text += scalar
        case .array:
            text += "["
            for (position, part) in parts.enumerated() {
                if position > 0 { text += ", " }
                part.append(to: &text)
            }
            text += "]"
        case .object:
            text += "{"
            for (position, place) in order.enumerated() {
                if position > 0 { text += ", " }
                text += JSONText.quoted(names[place]) + ": "
                parts[place].append(to: &text)
            }
            text += "}"
        }
    }

    /// The text of what is no container, or is written as the original writes it.
    private static func text(of value: some Encodable) -> String? {
        switch value {
        case let truth as Bool: truth ? "true" : "false"
        case let text as String: JSONText.quoted(text)
        case let number as any FixedWidthInteger: "\(number)"
        case let number as Double: JSONText.number(number)
        case let number as Float: JSONText.number(Double("\(number)") ?? Double(number))
        case let moment as Date: "{\"__datetime__\": \(JSONText.number(moment.seconds))}"
        case let day as Day: "{\"__date__\": \(JSONText.number(Double(day.seconds)))}"
        case let number as Decimal: "{\"__decimal__\": \(JSONText.quoted("\(number)"))}"
        case let url as URL: JSONText.quoted(url.absoluteString)
        case let data as Data: JSONText.quoted(data.base64EncodedString())
        default: nil
        }
    }
}

/// A dictionary that becomes an object.
private protocol StringKeyed {}
extension Dictionary: StringKeyed where Key == String {}

extension Date {
    /// Seconds since 1970, to the microsecond.
    fileprivate var seconds: Double { (timeIntervalSince1970 * 1e6).rounded() / 1e6 }
}

extension Day {
    /// Seconds between 1970 and its midnight in UTC.
    fileprivate var seconds: Int { daysSince1970 * 86_400 }
}
