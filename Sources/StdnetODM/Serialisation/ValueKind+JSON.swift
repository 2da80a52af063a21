#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

extension ValueKind {
    /// Stored bytes as JSON, as the original writes them: dates in seconds, bytes in base 64.
    func json(_ stored: Bytes) -> String {
        let text = String(decoding: stored, as: UTF8.self)
        switch self {
        case .integer, .decimal, .date, .day: return text
        case .float: return JSONText.number(Double(text) ?? .nan)
        case .boolean: return text == "0" ? "false" : "true"
        case .text: return JSONText.quoted(text)
        case .bytes: return JSONText.quoted(Data(stored).base64EncodedString())
        case .json: return text
        }
    }

    /// Stored bytes as they stand in a line of CSV.
    func csv(_ stored: Bytes) -> String {
        self == .bytes
            ? Data(stored).base64EncodedString() : String(decoding: stored, as: UTF8.self)
    }

    /// What is stored for a value of JSON; nil when it is not of this kind, or null.
    func stored(_ value: JSONParsed) -> Bytes? {
        switch (self, value) {
        case (.json, _): return Bytes(value.written.utf8)
        case (_, .number(let text)): return Bytes(text.utf8)
        case (_, .truth(let truth)): return Bytes((truth ? "1" : "0").utf8)
        case (.bytes, .text(let text)): return Data(base64Encoded: text).map { Bytes($0) }
        case (_, .text(let text)): return Bytes(text.utf8)
        default: return nil
        }
    }

    /// What is stored for a cell of CSV; nil when it is not of this kind.
    func stored(csv text: String) -> Bytes? {
        self == .bytes ? Data(base64Encoded: text).map { Bytes($0) } : Bytes(text.utf8)
    }
}

extension JSONParsed {
    /// The value as text, names in the order of their bytes.
    var written: String {
        switch self {
        case .null: "null"
        case .truth(let truth): truth ? "true" : "false"
        case .number("nan"): "NaN"
        case .number("inf"): "Infinity"
        case .number("-inf"): "-Infinity"
        case .number(let text): text
        case .text(let text): JSONText.quoted(text)
        case .array(let elements):
            "[" + elements.map(\.written).joined(separator: ", ") + "]"
        case .object(let members):
            "{"
                + members.sorted { $0.key < $1.key }
                .map { "\(JSONText.quoted($0.key)): \($0.value.written)" }
                .joined(separator: ", ")
                + "}"
        }
    }
}
