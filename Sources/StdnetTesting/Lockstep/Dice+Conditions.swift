import StdnetODM

// One condition on one field.
extension Dice {
    mutating func equality<M: Model, Value, Index: EqualityIndex>(
        _ name: String,
        _ field: Field<M, Value, Index>,
        _ values: [Value],
        _ operands: [Value.Operand]
    ) -> Phrase<Filter<M>>? {
        guard !values.isEmpty else { return nil }
        let value = values[below(values.count)]
        switch below(5) {
        case 0, 1: return Phrase("\(name) == \(value)", field == value)
        case 2: return Phrase("\(name) != \(value)", field != value)
        default:
            let list = several(operands)
            return Phrase("\(name) in \(list)", field.in(list))
        }
    }

    mutating func range<M: Model, Value, Index: RangeIndex>(
        _ name: String,
        _ field: Field<M, Value, Index>,
        _ operands: [Value.Operand]
    ) -> Phrase<Filter<M>>? where Value.Operand: ScoredValue {
        guard !operands.isEmpty else { return nil }
        let first = operands[below(operands.count)]
        let second = operands[below(operands.count)]
        let (low, high) = first <= second ? (first, second) : (second, first)
        switch below(6) {
        case 0: return Phrase("\(name) < \(first)", field < first)
        case 1: return Phrase("\(name) <= \(first)", field <= first)
        case 2: return Phrase("\(name) > \(first)", field > first)
        case 3: return Phrase("\(name) >= \(first)", field >= first)
        case 4: return Phrase("\(name) in \(low)...\(high)", field.in(low...high))
        default: return Phrase("\(name) in \(low)..<\(high)", field.in(low..<high))
        }
    }

    mutating func link<M: Model, Link>(
        _ name: String,
        _ field: Reference<M, Link>,
        _ targets: [Ref<Link.Target>],
        _ shelves: Shelves
    ) -> Phrase<Filter<M>>? where Link.Target: Storied {
        guard !targets.isEmpty else { return nil }
        let target = targets[below(targets.count)]
        switch below(5) {
        case 0: return Phrase("\(name) == \(target)", field == target)
        case 1: return Phrase("\(name) != \(target)", field != target)
        case 2:
            let list = several(targets)
            return Phrase("\(name) in \(list)", field.in(list))
        default:
            let query: Phrase<Query<Link.Target>> = query(shelves)
            return Phrase("\(name) in {\(query.text)}", field.in(query.value))
        }
    }

    mutating func scan<M: Model, Value>(
        _ name: String,
        _ field: Scanned<M, Value>,
        _ values: [Value]
    ) -> Phrase<Filter<M>>? {
        guard !values.isEmpty else { return nil }
        let value = values[below(values.count)]
        return chance(500)
            ? Phrase("\(name) == \(value)", field == value)
            : Phrase("\(name) != \(value)", field != value)
    }

    mutating func scanRange<M: Model, Value>(
        _ name: String,
        _ field: Scanned<M, Value>,
        _ operands: [Value.Operand]
    ) -> Phrase<Filter<M>>? where Value.Operand: Comparable {
        guard !operands.isEmpty else { return nil }
        let value = operands[below(operands.count)]
        switch below(4) {
        case 0: return Phrase("\(name) < \(value)", field < value)
        case 1: return Phrase("\(name) <= \(value)", field <= value)
        case 2: return Phrase("\(name) > \(value)", field > value)
        default: return Phrase("\(name) >= \(value)", field >= value)
        }
    }

    mutating func scanText<M: Model, Value>(
        _ name: String,
        _ field: Scanned<M, Value>
    ) -> Phrase<Filter<M>>? where Value.Operand == String {
        let part = pick(
            ["", "e", "T", "ea", "*", "%", "🎈", "Tea and more"] + LibraryValues.marks,
            or: ""
        )
        switch below(3) {
        case 0: return Phrase("\(name) contains '\(part)'", field.contains(part))
        case 1: return Phrase("\(name) starts with '\(part)'", field.hasPrefix(part))
        default: return Phrase("\(name) ends with '\(part)'", field.hasSuffix(part))
        }
    }
}

// Trees of conditions.
extension Dice {
    /// Conditions joined by and, or and not.
    mutating func tree<M: Model>(
        _ depth: Int,
        _ leaf: (inout Dice) -> Phrase<Filter<M>>?
    ) -> Phrase<Filter<M>>? {
        guard depth > 0, !chance(400) else { return leaf(&self) }
        guard let left = tree(depth - 1, leaf) else { return nil }
        if chance(250) { return Phrase("!(\(left.text))", !left.value) }
        guard let right = tree(depth - 1, leaf) else { return left }
        return chance(500)
            ? Phrase("(\(left.text) && \(right.text))", left.value && right.value)
            : Phrase("(\(left.text) || \(right.text))", left.value || right.value)
    }

    /// Any query: filters, exclusions, scans, and queries combined.
    mutating func query<M: Storied>(_ shelves: Shelves) -> Phrase<Query<M>> {
        var made = Phrase("all \(M.modelName)", M.all)
        for _ in 0..<below(4) {
            switch below(10) {
            case 0..<5:
                guard let filter = tree(2, { M.condition(&$0, shelves) }) else { continue }
                made = Phrase(
                    "\(made.text) where \(filter.text)",
                    made.value.filter { _ in filter.value }
                )
            case 5:
                guard let filter = tree(1, { M.condition(&$0, shelves) }) else { continue }
                made = Phrase(
                    "\(made.text) but not where \(filter.text)",
                    made.value.exclude { _ in filter.value }
                )
            case 6, 7: made = scanned(made, shelves)
            default: made = chance(300) ? combined(made, shelves) : made
            }
        }
        return made
    }

    private mutating func scanned<M: Storied>(
        _ base: Phrase<Query<M>>,
        _ shelves: Shelves
    ) -> Phrase<Query<M>> {
        var text = ""
        var dice = self
        let query = base.value.scan { scan in
            let filter = dice.tree(1) { dice in M.scanned(scan, &dice, shelves) }
            text = filter?.text ?? ""
            return filter?.value ?? M.anything(scan)
        }
        self = dice
        return Phrase("\(base.text) scanned for \(text)", query)
    }

    private mutating func combined<M: Storied>(
        _ base: Phrase<Query<M>>,
        _ shelves: Shelves
    ) -> Phrase<Query<M>> {
        let other: Phrase<Query<M>> = query(shelves)
        switch below(3) {
        case 0: return Phrase("{\(base.text)} or {\(other.text)}", base.value.union(other.value))
        case 1:
            return Phrase(
                "{\(base.text)} and {\(other.text)}",
                base.value.intersection(other.value)
            )
        default:
            return Phrase(
                "{\(base.text)} without {\(other.text)}",
                base.value.subtracting(other.value)
            )
        }
    }
}
