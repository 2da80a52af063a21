/// Values as JSON text, and back.
enum JSONText {
    /// Encodes a value.
    ///
    /// - Throws: What the value throws, and `EncodingError` when it encodes nothing.
    static func text(of value: some Encodable) throws -> String {
        let tree = JSONTree()
        try tree.encode(value, at: [])
        var text = ""
        tree.append(to: &text)
        guard !text.isEmpty else {
            let context = EncodingError.Context(codingPath: [], debugDescription: "nothing encoded")
            throw EncodingError.invalidValue(value, context)
        }
        return text
    }

    /// Decodes a value.
    ///
    /// - Throws: `DecodingError` for what is not JSON, or not such a value.
    static func value<Value: Decodable>(
        of _: Value.Type,
        in bytes: UnsafeRawBufferPointer
    ) throws -> Value {
        var parser = JSONParser(bytes)
        guard let value = parser.parse() else {
            throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: "not JSON"))
        }
        return try JSONReader(value, at: []).decode(Value.self)
    }

    /// A text between quotes, in ASCII.
    static func quoted(_ text: String) -> String {
        var quoted = "\""
        for unit in text.utf16 {
            switch unit {
            case 0x22: quoted += "\\\""
            case 0x5C: quoted += "\\\\"
            case 0x0A: quoted += "\\n"
            case 0x0D: quoted += "\\r"
            case 0x09: quoted += "\\t"
            case 0x08: quoted += "\\b"
            case 0x0C: quoted += "\\f"
            case 0x20...0x7E: quoted.unicodeScalars.append(Unicode.Scalar(UInt8(unit)))
            default:
                let digits = String(unit, radix: 16)
                quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return quoted + "\""
    }

    /// A number as Python's json writes it.
    static func number(_ number: Double) -> String {
        if number.isNaN { return "NaN" }
        if number.isInfinite { return number > 0 ? "Infinity" : "-Infinity" }
        return number.text
    }
}
