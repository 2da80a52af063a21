import StdnetBackend

/// Why a rule does not apply, in the words of Redis.
enum AccessRuleFailure: Error {
    case unknownCommand
    case syntax
    case keyAfterAll
    case channelAfterAll
    case unknownPassword
    case invalidHash
    case wordOfSubcommand

    var text: String {
        switch self {
        case .unknownCommand: "Unknown command or category name in ACL"
        case .syntax: "Syntax error"
        case .keyAfterAll: Self.afterAll("keys", "patterns")
        case .channelAfterAll: Self.afterAll("channels", "channels")
        case .unknownPassword: "The password you are trying to remove from the user does not exist"
        case .invalidHash:
            "The password hash must be exactly 64 characters and contain only lowercase "
                + "hexadecimal characters"
        case .wordOfSubcommand: "Allowing first-arg of a subcommand is not supported"
        }
    }

    private static func afterAll(_ kind: String, _ list: String) -> String {
        "Adding a pattern after the * pattern (or the 'all\(kind)' flag) is not valid and does not "
            + "have any effect. Try 'reset\(kind)' to start with an empty list of \(list)"
    }
}

/// A rule of ACL SETUSER.
struct AccessRule {
    let bytes: Bytes
    /// In lower case, up to a zero byte: as far as the names of rules are compared.
    let name: String

    init(_ bytes: Bytes) {
        self.bytes = bytes
        name = String(
            decoding: bytes.prefix { $0 != 0 }.map { 0x41...0x5a ~= $0 ? $0 + 0x20 : $0 },
            as: UTF8.self
        )
    }

    var first: UInt8? { bytes.first }
    /// What follows the first byte.
    var rest: ArraySlice<UInt8> { bytes.dropFirst() }
    /// As errors show it.
    var text: String { String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }

    /// The rules in the words of ACL SETUSER: what is in parentheses is one of them, however many words
    /// it takes.
    static func all(in words: [Bytes]) throws(CommandError) -> [AccessRule] {
        var rules: [AccessRule] = []
        var open: (start: AccessRule, bytes: Bytes)?
        for word in words {
            if word.first == UInt8(ascii: "("), word.last != UInt8(ascii: ")") {
                open = (AccessRule(word), word)
            } else if var selector = open {
                selector.bytes += [UInt8(ascii: " ")] + word.prefix { $0 != 0 }
                open = selector
                guard word.last == UInt8(ascii: ")") else { continue }
                rules.append(AccessRule(selector.bytes))
                open = nil
            } else {
                rules.append(AccessRule(word))
            }
        }
        if let open {
            throw .init(
                "ERR Unmatched parenthesis in acl selector starting at '\(open.start.text)'."
            )
        }
        return rules
    }

    /// Whether something may be the name of a user, or a pattern: no spaces, no zero bytes.
    static func isPlain(_ bytes: some Sequence<UInt8>) -> Bool {
        bytes.allSatisfy { $0 != 0 && $0 != 0x20 && !(0x09...0x0d ~= $0) }
    }
}
