extension Violation {
    /// Puts names where the commit script has places.
    init(_ raw: CommitReply.RawViolation, models: [ModelSchema]) {
        let model = models.indices.contains(raw.model - 1) ? models[raw.model - 1] : nil
        let field =
            model?.fields.first { $0.attribute == raw.attribute }?.name
            ?? model?.structures.first { $0.name == raw.attribute }?.name
        let together = model?.fieldsTogether.first { $0.joinedAttributes == raw.attribute }
        let other = Int(raw.first).flatMap {
            models.indices.contains($0 - 1) ? models[$0 - 1].name : nil
        }
        let rule: Rule =
            switch raw.rule {
            case "unique" where together != nil:
                .unique(value: raw.first.separatedParts.joined(separator: ", "), owner: raw.second)
            case "unique": .unique(value: raw.first, owner: raw.second)
            case "reference": .missingReference(model: other ?? raw.first, id: raw.second)
            case "missing": .missingObject
            case "restricted": .restricted(model: other ?? raw.first, id: raw.second)
            case "part": .partOfID(model: other ?? raw.first, id: raw.second)
            case "type":
                .wrongType(
                    key: raw.attribute,
                    expected: KeyType(rawValue: raw.first) ?? .none,
                    found: raw.second
                )
            case "number": .notANumber
            case "ambiguous": .ambiguous(count: Int(raw.first) ?? 0)
            case "long":
                .unstorable(value: raw.first, hint: "a string has at most 512 MiB")
            case "foreign": .foreignReference
            default: .existingObject
            }
        self.init(
            model: model?.name ?? "",
            id: raw.id.isEmpty ? nil : raw.id,
            field: field ?? together?.map(\.name).joined(separator: ", "),
            rule: rule
        )
    }
}

extension [Violation] {
    /// The order in which violations are reported: the same on every backend.
    func sorted() -> [Violation] {
        sorted { ($0.model, $0.id ?? "", $0.description) < ($1.model, $1.id ?? "", $1.description) }
    }
}

extension String {
    /// The values that a script has joined, each as its length, `:` and itself.
    fileprivate var separatedParts: [String] {
        var parts: [String] = []
        var rest = Array(utf8)[...]
        while let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
            let count = Int(String(decoding: rest[..<colon], as: UTF8.self)) ?? 0
            let end = Swift.min(colon + 1 + Swift.max(count, 0), rest.endIndex)
            parts.append(String(decoding: rest[(colon + 1)..<end], as: UTF8.self))
            rest = rest[end...]
        }
        return parts
    }
}
