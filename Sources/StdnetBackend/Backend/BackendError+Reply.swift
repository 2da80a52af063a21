extension BackendError {
    /// What an error reply means for the caller of a command.
    public init(errorReply text: String, to call: ArgumentView) {
        let (code, message) = Self.parts(of: text)
        switch code {
        case "WRONGTYPE":
            let specification = CommandTable.redis[call[0]]
            let key = specification?.keys.positions(in: call).first.map { call.text($0) }
            self = .wrongType(
                key: key ?? "", expected: specification.flatMap { KeyType(commandName: $0.name) },
                found: nil)
        case "NOAUTH", "WRONGPASS": self = .connection(.authentication(message))
        default: self = .server(code: code, message: message)
        }
    }

    /// The code of an error reply and the words after it; `ERR` when it has no code.
    static func parts(of text: String) -> (code: String, message: String) {
        guard let space = text.firstIndex(of: " ") else { return ("ERR", text) }
        let code = text[..<space]
        guard !code.isEmpty, code.allSatisfy({ $0.isUppercase || $0.isNumber || $0 == "_" })
        else { return ("ERR", text) }
        return (String(code), String(text[text.index(after: space)...]))
    }
}

extension KeyType {
    /// What a command works on, by its name; nil where it works on several types.
    init?(commandName name: String) {
        switch name {
        case "get", "set", "append", "incr", "decr", "incrby", "decrby", "incrbyfloat", "strlen",
            "getrange", "setrange", "getset", "getdel", "getex", "setbit", "getbit":
            self = .string
        default:
            switch name.first {
            case "h": self = .hash
            case "s" where !name.hasPrefix("sort"): self = .set
            case "z": self = .zset
            case "l", "r": self = .list
            case "x": self = .stream
            default: return nil
            }
        }
    }
}
