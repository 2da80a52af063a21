extension ScriptRun {
    /// Those of the found objects that a scan lets through.
    mutating func scanned(_ model: ModelKeys, _ found: FoundKey) throws(BackendError) -> FoundKey {
        let scan = try scan()
        var through: [Word] = []
        for id in try ids(found) {
            let value = scan.attribute.isEmpty ? id : try value(of: scan.attribute, model, id)
            if scan.matches(value) { through.append(id) }
        }
        return try collected(through)
    }

    /// Reads the words of a scan.
    mutating func scan() throws(BackendError) -> ScanWords {
        let attribute = try take()
        let comparison = try take().text
        let hasOperand = try take() == Word("1")
        let operand = try take()
        let isNumeric = try take() == Word("1")
        let isFolded = comparison.hasPrefix("i")
        return ScanWords(
            attribute: attribute,
            comparison: isFolded ? String(comparison.dropFirst()) : comparison,
            operand: hasOperand ? (isFolded ? operand.folded(in: arena) : operand) : nil,
            isNumeric: isNumeric,
            foldingArena: isFolded ? arena : nil
        )
    }

    /// A stored field of an object.
    mutating func value(
        of attribute: Word,
        _ model: ModelKeys,
        _ id: Word
    ) throws(BackendError) -> Word? {
        let reply = try call { command in
            command.append("HGET" as StaticString)
            command.append(model.objects, then: id)
            command.append(attribute)
        }
        return reply.isNull ? nil : reply.withBytes { arena.keep($0) }
    }

    /// Whether a field of an object is stored.
    mutating func has(
        _ attribute: Word,
        _ model: ModelKeys,
        _ id: Word
    ) throws(BackendError) -> Bool {
        let reply = try call { command in
            command.append("HEXISTS" as StaticString)
            command.append(model.objects, then: id)
            command.append(attribute)
        }
        return reply.integer == 1
    }
}

/// What a scan compares with.
struct ScanWords {
    let attribute: Word
    /// Without the `i` of those that fold letters.
    let comparison: String
    let operand: Word?
    let isNumeric: Bool
    /// Where folded values are kept; nil when letters are compared as they are.
    let foldingArena: WordArena?

    func matches(_ value: Word?) -> Bool {
        guard let foldingArena else { return matches(unfolded: value) }
        guard let value, operand != nil else { return false }
        return matches(unfolded: value.folded(in: foldingArena))
    }

    private func matches(unfolded value: Word?) -> Bool {
        if comparison == Condition.Comparison.equal.rawValue { return value == operand }
        guard let value, let operand else { return false }
        switch Condition.Comparison(rawValue: comparison) {
        case .contains: return value.contains(operand)
        case .prefix: return value.bytes.starts(with: operand.bytes)
        case .suffix: return value.bytes.reversed().starts(with: operand.bytes.reversed())
        case .less: return order(value, operand) { $0 < 0 }
        case .lessOrEqual: return order(value, operand) { $0 <= 0 }
        case .greater: return order(value, operand) { $0 > 0 }
        default: return order(value, operand) { $0 >= 0 }
        }
    }

    private func order(_ value: Word, _ operand: Word, _ holds: (Int) -> Bool) -> Bool {
        guard isNumeric else {
            return holds(value.precedes(operand) ? -1 : operand.precedes(value) ? 1 : 0)
        }
        guard let left = value.number, let right = operand.number else { return false }
        return holds(left < right ? -1 : left > right ? 1 : 0)
    }
}

extension Word {
    /// The word with the capital letters of ASCII made small.
    fileprivate func folded(in arena: WordArena) -> Word {
        arena.keep(
            Bytes(bytes.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 })
        )
    }

    /// Whether these bytes stand somewhere in it.
    fileprivate func contains(_ part: Word) -> Bool {
        guard part.bytes.count <= bytes.count else { return false }
        return (0...bytes.count - part.bytes.count).contains { start in
            bytes[start..<start + part.bytes.count].elementsEqual(part.bytes)
        }
    }
}
