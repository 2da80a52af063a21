#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

// A structure as JSON: `[element, …]` for a list and a set, `[[score, element], …]` and `[[seconds, value], …]`
// for what is sorted, `{name: value, …}` for a hash, a text for a string, numbers and null for an array.
//
// An element is the JSON that it is, or a text. What that would not give back byte for byte is
// `{"json": text}` or `{"base64": text}`.
extension StoredStructure {
    /// The structure as JSON; nil when a name of it is no text, or a score no number.
    var json: String? {
        switch schema.type {
        case .list, .set: return Self.array(words.map(element))
        case .zset, .series:
            var pairs: [String] = []
            for place in stride(from: 0, to: words.count - 1, by: 2) {
                guard let score = Double(String(decoding: words[place], as: UTF8.self)) else {
                    return nil
                }
                pairs.append(Self.array([JSONText.number(score), element(words[place + 1])]))
            }
            return Self.array(pairs)
        case .hash:
            var members: [String] = []
            for place in stride(from: 0, to: words.count - 1, by: 2) {
                guard let name = String(validating: words[place], as: UTF8.self) else { return nil }
                members.append("\(JSONText.quoted(name)): \(element(words[place + 1]))")
            }
            return "{" + members.joined(separator: ", ") + "}"
        case .string: return words.first.map { Self.text($0) } ?? "null"
        case .array: return words.first.map { Self.numbers($0) } ?? "[]"
        }
    }

    private static func array(_ elements: [String]) -> String {
        "[" + elements.joined(separator: ", ") + "]"
    }

    private func element(_ bytes: Bytes) -> String {
        guard schema.coding == .json, let text = String(validating: bytes, as: UTF8.self) else {
            return Self.text(bytes)
        }
        guard let value = JSONParsed(text), value.written == text, value.wrapped == nil else {
            return "{\"json\": \(JSONText.quoted(text))}"
        }
        return text
    }

    private static func text(_ bytes: Bytes) -> String {
        String(validating: bytes, as: UTF8.self).map { JSONText.quoted($0) } ?? base64(bytes)
    }

    private static func base64(_ bytes: Bytes) -> String {
        "{\"base64\": \(JSONText.quoted(Data(bytes).base64EncodedString()))}"
    }

    private static func numbers(_ bytes: Bytes) -> String {
        let cells = bytes.withUnsafeBytes { bytes in
            stride(from: 0, to: bytes.count - 7, by: 8).map { Double?(cell: bytes, at: $0) }
        }
        guard cells.flatMap(\.cell) == bytes else { return base64(bytes) }
        return array(cells.map { $0.map { JSONText.number($0) } ?? "null" })
    }

    // MARK: Reading

    /// Reads what ``json`` wrote; nil when it is not such a structure.
    init?(_ json: JSONParsed, _ schema: StructureSchema) {
        self.init(schema, words: [])
        switch (schema.type, json) {
        case (_, .null): break
        case (.list, .array(let elements)), (.set, .array(let elements)):
            for element in elements {
                guard let bytes = bytes(of: element) else { return nil }
                words.append(bytes)
            }
        case (.zset, .array(let pairs)), (.series, .array(let pairs)):
            for pair in pairs {
                guard case .array(let parts) = pair, parts.count == 2,
                    case .number(let score) = parts[0], let element = bytes(of: parts[1])
                else { return nil }
                words += [Bytes(score.utf8), element]
            }
        case (.hash, .object(let members)):
            for (name, value) in members.sorted(by: { $0.key < $1.key }) {
                guard let value = bytes(of: value) else { return nil }
                words += [Bytes(name.utf8), value]
            }
        case (.array, .array(let numbers)):
            var cells: [Double?] = []
            for number in numbers {
                switch number {
                case .null: cells.append(nil)
                case .number(let text):
                    guard let number = Double(text) else { return nil }
                    cells.append(number)
                default: return nil
                }
            }
            if !cells.isEmpty { words = [cells.flatMap(\.cell)] }
        case (.string, .text(let text)): words = [Bytes(text.utf8)]
        case (.string, .object), (.array, .object):
            guard let bytes = json.wrapped else { return nil }
            words = [bytes]
        default: return nil
        }
    }

    /// The bytes of an element; nil when it is none.
    private func bytes(of element: JSONParsed) -> Bytes? {
        if let bytes = element.wrapped { return bytes }
        switch element {
        case _ where schema.coding == .json: return Bytes(element.written.utf8)
        case .text(let text), .number(let text): return Bytes(text.utf8)
        case .truth(let truth): return Bytes((truth ? "1" : "0").utf8)
        default: return nil
        }
    }
}

extension JSONParsed {
    /// Reads a text; nil when it is not JSON.
    init?(_ text: String) {
        var text = text
        let value = text.withUTF8 { bytes in
            var parser = JSONParser(UnsafeRawBufferPointer(bytes))
            return parser.parse()
        }
        guard let value else { return nil }
        self = value
    }

    /// The bytes that a structure's JSON can't have in another way; nil for anything else.
    fileprivate var wrapped: Bytes? {
        guard case .object(let members) = self, members.count == 1 else { return nil }
        if case .text(let text)? = members["json"] { return Bytes(text.utf8) }
        guard case .text(let text)? = members["base64"] else { return nil }
        return Data(base64Encoded: text).map { Bytes($0) }
    }
}
