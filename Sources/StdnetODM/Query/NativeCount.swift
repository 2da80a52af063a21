/// A count that Redis's own commands answer, without a script and without a temporary key.
struct NativeCount {
    /// One command, and what its reply adds.
    struct Term {
        /// What of a reply counts.
        enum Reading {
            /// The number itself.
            case number
            /// The same, taken away.
            case subtracted
            /// The values that are there: neither null nor 0.
            case present
        }

        let reading: Reading
        let words: Arguments

        init(_ reading: Reading, _ name: StaticString, _ write: (inout Arguments) -> Void) {
            self.reading = reading
            var words = Arguments()
            words.append(name)
            write(&words)
            self.words = words
        }
    }

    /// The sum of these.
    private(set) var terms: [Term] = []

    /// Nil when only the aggregation script can count it.
    init?(_ condition: Condition, _ schema: ModelSchema, _ layout: KeyLayout) {
        let isSorted = schema.ordering != nil
        if let key = Source.key(condition, schema, layout) {
            terms = [Term(.number, isSorted ? "ZCARD" : "SCARD") { $0.append(key) }]
            return
        }
        switch condition {
        case .none: break
        case .equal(let path, let values) where path.hops.isEmpty:
            guard let found = Self.equal(path.field, values, schema, layout) else { return nil }
            terms = found
        case .range(let path, let lower, let upper) where path.hops.isEmpty:
            guard let field = schema[field: path.field] else { return nil }
            let key = layout.range(field.attribute)
            terms = [
                Term(.number, "ZCOUNT") { words in
                    words.append(key)
                    words.append(lower?.word ?? "-inf")
                    words.append(upper?.word ?? "+inf")
                }
            ]
        case .and(let parts):
            guard let found = Self.intersection(parts, schema, layout) else { return nil }
            terms = found
        case .not:
            guard let found = Self.intersection([.all, condition], schema, layout) else {
                return nil
            }
            terms = found
        default: return nil
        }
    }

    /// Objects with one of these values.
    ///
    /// An object has one value, so the sets have nothing in common.
    private static func equal(
        _ name: String,
        _ values: [Bytes],
        _ schema: ModelSchema,
        _ layout: KeyLayout
    ) -> [Term]? {
        let values = Set(values)
        guard !values.isEmpty else { return [] }
        guard values.count <= 1000 else { return nil }
        let isSorted = schema.ordering != nil
        guard let field = schema[field: name] else {
            return [
                Term(.present, isSorted ? "ZMSCORE" : "SMISMEMBER") { words in
                    words.append(layout.ids)
                    for value in values { words.append(value) }
                }
            ]
        }
        guard !field.index.isUnique else {
            return [
                Term(.present, "HMGET") { words in
                    words.append(layout.unique(field.attribute))
                    for value in values { words.append(value) }
                }
            ]
        }
        var terms: [Term] = []
        for value in values {
            let condition = Condition.equal(Path(field: name), [value])
            guard let key = Source.key(condition, schema, layout) else { return nil }
            terms.append(Term(.number, isSorted ? "ZCARD" : "SCARD") { $0.append(key) })
        }
        return terms
    }

    /// Objects that are in all of these keys, but for those that are in one more.
    private static func intersection(
        _ parts: [Condition],
        _ schema: ModelSchema,
        _ layout: KeyLayout
    ) -> [Term]? {
        var keys: [String] = []
        var excluded: String?
        for part in parts {
            if let key = Source.key(part, schema, layout) {
                keys.append(key)
            } else if case .not(let inner) = part, excluded == nil,
                let key = Source.key(inner, schema, layout)
            {
                excluded = key
            } else {
                return nil
            }
        }
        guard !keys.isEmpty else {
            return intersection([.all] + parts, schema, layout)
        }
        let command: StaticString = schema.ordering == nil ? "SINTERCARD" : "ZINTERCARD"
        let term = { (reading: Term.Reading, keys: [String]) in
            Term(reading, command) { words in
                words.append(keys.count)
                for key in keys { words.append(key) }
            }
        }
        guard let excluded else { return [term(.number, keys)] }
        return [term(.number, keys), term(.subtracted, keys + [excluded])]
    }
}

extension NativeCount {
    /// All commands, at one instant.
    var batch: CommandBatch {
        var batch = CommandBatch(
            isolation: terms.count > 1 ? .transaction : .pipeline,
            repeatable: true
        )
        for term in terms { batch.append { $0.append(contentsOf: term.words) } }
        return batch
    }

    /// The count, from the replies in their order.
    func total(_ replies: [Reply]) throws(BackendError) -> Int {
        var total = 0
        for (term, reply) in zip(terms, replies) {
            if term.reading == .present {
                total += reply.elements.count { value in
                    value.kind == .integer ? value.integer != 0 : !value.isNull
                }
            } else if let number = reply.integer {
                total += term.reading == .number ? number : -number
            } else {
                throw .decoding(expected: "a count", found: "\(reply.kind)")
            }
        }
        return total
    }
}
