public import StdnetBackend

/// What INFO tells of a server, by section.
///
/// The figures that most applications want have properties of their own; everything else is there
/// by the names that the server gives it.
///
/// ```swift
/// let info = try await backend.run(INFO("server", "commandstats"))
/// info.version                          // "7.0.15"
/// info["server"]?["tcp_port"]           // "6379"
/// info["commandstats"]?.figures(of: "cmdstat_get")["calls"]
/// ```
public struct ServerInfo: Sendable, Hashable {
    /// One section: its fields in the order in which the server tells them.
    public struct Section: Sendable, Hashable {
        /// The name in lower case.
        public let name: String
        /// The fields by name.
        public let fields: [String: String]
        /// The names of the fields in the server's order.
        public let names: [String]

        /// The value of a field as text.
        public subscript(name: String) -> String? { fields[name] }

        /// The parts of a field such as `keys=1,expires=0`, by name; empty when it has none.
        public func figures(of name: String) -> [String: String] {
            var figures: [String: String] = [:]
            for part in (fields[name] ?? "").split(separator: ",") {
                guard let (name, value) = part.pair(around: "=") else { continue }
                figures[name] = value
            }
            return figures
        }
    }

    /// The sections in the order in which the server tells them.
    public let sections: [Section]

    /// A section by its name in any case of its letters.
    public subscript(name: String) -> Section? {
        let name = name.lowercased()
        return sections.first { $0.name == name }
    }

    /// The value of a field, in whichever section it is.
    public func field(_ name: String) -> String? {
        for section in sections { if let value = section[name] { return value } }
        return nil
    }
}

extension ServerInfo {
    /// Reads lines `name:value` under headings `# Section`.
    public init(parsing text: some StringProtocol) {
        var sections: [Section] = []
        var heading: String?
        var fields: [String: String] = [:]
        var names: [String] = []
        func finish() {
            guard heading != nil || !names.isEmpty else { return }
            sections.append(Section(name: heading ?? "", fields: fields, names: names))
            (fields, names) = ([:], [])
        }
        for line in text.split(whereSeparator: \.isNewline) {
            if line.hasPrefix("#") {
                finish()
                heading = line.dropFirst().drop { $0 == " " }.lowercased()
            } else if let (name, value) = line.pair(around: ":") {
                if fields.updateValue(value, forKey: name) == nil { names.append(name) }
            }
        }
        finish()
        self.sections = sections
    }
}

extension ServerInfo: ReplyDecodable {
    /// Reads the text of INFO.
    public init(reply: Reply) throws(BackendError) {
        self.init(parsing: try reply.decode(as: String.self))
    }
}

extension StringProtocol {
    /// What stands before and after the first of these characters; nil when there is none.
    func pair(around separator: Character) -> (String, String)? {
        guard let at = firstIndex(of: separator) else { return nil }
        return (String(self[..<at]), String(self[index(after: at)...]))
    }
}
