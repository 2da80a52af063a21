extension BackendError {
    /// What an error reply means for the caller of a command.
    public init(errorReply text: String, to call: ArgumentView) {
        let (code, message) = Self.parts(of: text)
        switch code {
        case "WRONGTYPE":
            let specification = CommandTable.redis[call[0]]
            let key = specification?.keys.positions(in: call).first.map { call.text($0) }
            self = .wrongType(
                key: key ?? "",
                expected: specification.flatMap { KeyType(commandName: $0.name) },
                found: nil
            )
        case "NOAUTH", "WRONGPASS": self = .connection(.authentication(message))
        default: self = .server(code: code, message: message)
        }
    }

    /// The code of an error reply and the words after it; `ERR` when it has no code.
    ///
    /// Where in which script the error was raised, as Redis appends it, is left out.
    static func parts(of reply: String) -> (code: String, message: String) {
        var text = reply[...]
        if let place = text.ranges(of: " script: ").last,
            text[place.upperBound...].contains(", on @user_script:")
        {
            text = text[..<place.lowerBound]
        }
        guard let space = text.firstIndex(of: " ") else { return ("ERR", String(text)) }
        let code = text[..<space]
        guard !code.isEmpty, code.allSatisfy({ $0.isUppercase || $0.isNumber || $0 == "_" })
        else { return ("ERR", String(text)) }
        return (String(code), String(text[text.index(after: space)...]))
    }
}

extension KeyType {
    /// What a command works on, by its name; nil where it works on several types.
    init?(commandName name: String) {
        switch name {
        case "append", "decr", "decrby", "get", "getbit", "getdel", "getex", "getrange", "getset",
            "incr", "incrby", "incrbyfloat", "lcs", "set", "setbit", "setrange", "strlen", "substr":
            self = .string
        default:
            // All other commands of a type start as that type does; SORT takes several types.
            let starts: [(start: String, type: KeyType)] = [
                ("bit", .string), ("pf", .string), ("geo", .zset), ("bz", .zset), ("bl", .list),
                ("br", .list), ("h", .hash), ("s", .set), ("z", .zset), ("l", .list), ("r", .list),
                ("x", .stream),
            ]
            guard !name.hasPrefix("sort"),
                let type = starts.first(where: { name.hasPrefix($0.start) })?.type
            else { return nil }
            self = type
        }
    }
}
