/// What calls of commands look like: a small language, so that a line says all about a command.
///
/// `[…]` may be left out, `(a|b)` is one of several, `{…}` comes a few times, `<a|b>` are options:
/// any of them, in any order, some perhaps twice. `$name` is a word that ``StoryWords`` thinks up; all else
/// is written as it stands. A number in front says how often the line is chosen.
struct CommandGrammar: Sendable {
    indirect enum Node: Sendable {
        case literal(String)
        case word(String)
        case sequence([Node])
        case optional(Node)
        case choice([Node])
        case several(Node)
        case options([Node])
    }

    /// The lines, each as often as its number says.
    let lines: [Node]

    init(_ text: String) {
        var lines: [Node] = []
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            var tokens = Self.tokens(of: line)[...]
            var weight = 4
            if let first = tokens.first, let number = Int(first) {
                weight = number
                tokens.removeFirst()
            }
            let node = Self.sequence(&tokens)
            lines += Array(repeating: node, count: weight)
        }
        self.lines = lines
    }

    private static func tokens(of line: Substring) -> [String] {
        var tokens: [String] = []
        var word = ""
        for character in line {
            if "[](){}<>| ".contains(character) {
                if !word.isEmpty { tokens.append(word) }
                word = ""
                if character != " " { tokens.append(String(character)) }
            } else {
                word.append(character)
            }
        }
        if !word.isEmpty { tokens.append(word) }
        return tokens
    }

    private static func sequence(_ tokens: inout ArraySlice<String>) -> Node {
        var nodes: [Node] = []
        while let token = tokens.first, !["]", ")", "}", ">", "|"].contains(token) {
            tokens.removeFirst()
            switch token {
            case "[": nodes.append(.optional(.sequence(alternatives(&tokens))))
            case "(": nodes.append(.choice(alternatives(&tokens)))
            case "{": nodes.append(.several(.sequence(alternatives(&tokens))))
            case "<": nodes.append(.options(alternatives(&tokens)))
            default:
                nodes.append(
                    token.hasPrefix("$") ? .word(String(token.dropFirst())) : .literal(token)
                )
            }
        }
        return .sequence(nodes)
    }

    /// Sequences between bars, up to the bracket that closes them.
    private static func alternatives(_ tokens: inout ArraySlice<String>) -> [Node] {
        var all = [sequence(&tokens)]
        while let token = tokens.popFirst(), token == "|" { all.append(sequence(&tokens)) }
        return all
    }
}
