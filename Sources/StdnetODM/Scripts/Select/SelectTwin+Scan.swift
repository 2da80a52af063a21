extension ScriptRun {
    /// Those of the found objects that a scan lets through.
    mutating func scanned(_ model: ModelKeys, _ found: FoundKey) throws(BackendError) -> FoundKey {
        let attribute = try take()
        let comparison = try take().text
        let hasOperand = try take() == Word("1")
        let word = try take()
        let operand = hasOperand ? word : nil
        let isNumeric = try take() == Word("1")
        let pattern = arena.keep(model.objects.bytes, then: Word("*->").bytes)
        let reply = try call { command in
            command.append("SORT" as StaticString)
            command.append(found.key)
            for word in [Word("BY"), Word("nosort"), Word("GET"), Word("#"), Word("GET")] {
                command.append(word)
            }
            if attribute.isEmpty {
                command.append("#" as StaticString)
            } else {
                command.append(pattern, then: attribute)
            }
        }
        var through: [Word] = []
        var id: Word?
        for (position, word) in kept(reply).enumerated() {
            if position % 2 == 0 {
                id = word
            } else if let id, Self.matches(word, comparison, operand, isNumeric) {
                through.append(id)
            }
        }
        return try collected(through)
    }

    private static func matches(
        _ value: Word?,
        _ comparison: String,
        _ operand: Word?,
        _ isNumeric: Bool
    ) -> Bool {
        if comparison == Condition.Comparison.equal.rawValue { return value == operand }
        guard let value, let operand else { return false }
        switch Condition.Comparison(rawValue: comparison) {
        case .contains: return value.contains(operand)
        case .prefix: return value.bytes.starts(with: operand.bytes)
        case .suffix: return value.bytes.reversed().starts(with: operand.bytes.reversed())
        case .less: return order(value, operand, isNumeric) { $0 < 0 }
        case .lessOrEqual: return order(value, operand, isNumeric) { $0 <= 0 }
        case .greater: return order(value, operand, isNumeric) { $0 > 0 }
        default: return order(value, operand, isNumeric) { $0 >= 0 }
        }
    }

    private static func order(
        _ value: Word,
        _ operand: Word,
        _ isNumeric: Bool,
        _ holds: (Int) -> Bool
    ) -> Bool {
        guard isNumeric else {
            return holds(value.precedes(operand) ? -1 : operand.precedes(value) ? 1 : 0)
        }
        guard let left = value.number, let right = operand.number else { return false }
        return holds(left < right ? -1 : left > right ? 1 : 0)
    }
}

extension Word {
    /// Whether these bytes stand somewhere in it.
    fileprivate func contains(_ part: Word) -> Bool {
        guard part.bytes.count <= bytes.count else { return false }
        return (0...bytes.count - part.bytes.count).contains { start in
            bytes[start..<start + part.bytes.count].elementsEqual(part.bytes)
        }
    }
}
