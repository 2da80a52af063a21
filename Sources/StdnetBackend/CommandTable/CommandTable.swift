/// Commands by name: one table for typed calls, prefixes, retries, scripts and the RESP server.
public struct CommandTable: Sendable {
    private let specifications: [String: CommandSpecification]

    /// Reads a table of lines `name arity flags keys`; a line that is not of this form is left out,
    /// which a test rules out for the tables of this library.
    init(describedBy text: String) {
        var specifications: [String: CommandSpecification] = [:]
        for line in text.split(separator: "\n") {
            guard let specification = CommandSpecification(line: line) else { continue }
            specifications[specification.name] = specification
        }
        self.specifications = specifications
    }

    /// All commands, by name.
    public var all: [CommandSpecification] { specifications.values.sorted { $0.name < $1.name } }

    /// A command by its name in any case of its letters.
    public subscript(name: UnsafeRawBufferPointer) -> CommandSpecification? {
        self[String(decoding: name, as: UTF8.self)]
    }

    /// A command by its name in any case of its letters.
    public subscript(name: String) -> CommandSpecification? { specifications[name.lowercased()] }
}

extension CommandSpecification {
    init?(line: Substring) {
        let words = line.split(separator: " ")
        guard words.count == 4, let arity = Int(words[1]), let keys = KeyPositions(words[3])
        else { return nil }
        var flags: Flags = []
        for word in words[2].split(separator: ",") where word != "-" {
            guard let flag = Flags.names[String(word)] else { return nil }
            flags.insert(flag)
        }
        self.init(name: String(words[0]), arity: arity, flags: flags, keys: keys)
    }
}

extension KeyPositions {
    init?(_ text: Substring) {
        switch text {
        case "-": self = .none
        case "#1": self = .counted(at: 1)
        case "#2": self = .counted(at: 2)
        case "1+#2": self = .destinationAndCounted
        case "sort": self = .sort
        case "geo": self = .geo
        case "streams": self = .streams
        case "migrate": self = .migrate
        default:
            let numbers = text.split(separator: ":").compactMap { Int($0) }
            guard numbers.count == 3 else { return nil }
            self = .range(first: numbers[0], last: numbers[1], step: numbers[2])
        }
    }
}
