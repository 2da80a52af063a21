import StdnetODM

/// What a key should hold.
enum OracleKey: Equatable {
    case text(Bytes)
    case hash([Bytes: Bytes])
    case set(Set<Bytes>)
    case scored([Bytes: Double])

    /// What a dump says of a key; nil for another type.
    init?(_ value: KeyspaceDump.Value) {
        switch value {
        case .string(let bytes): self = .text(bytes)
        case .hash(let pairs):
            self = .hash(Dictionary(pairs.map { ($0.name, $0.value) }) { $1 })
        case .set(let members): self = .set(Set(members))
        case .sortedSet(let pairs):
            self = .scored(
                Dictionary(
                    pairs.map {
                        ($0.name, Double(String(decoding: $0.value, as: UTF8.self)) ?? .nan)
                    }
                ) { $1 }
            )
        default: return nil
        }
    }
}

extension Oracle {
    /// Every key, made of the objects alone.
    func keyspace(namespace: String) -> [Bytes: OracleKey] {
        var keys = Keys()
        for schema in schemas {
            let layout = KeyLayout(namespace: namespace, model: schema.name)
            if schema.id.isAutomatic, let counter = counters[schema.name] {
                keys.all[Bytes(layout.counter.utf8)] = .text(Bytes("\(counter)".utf8))
            }
            for (id, object) in objects[schema.name, default: [:]] {
                keys.add(id, object, schema, layout)
            }
        }
        return keys.all
    }

    private struct Keys {
        var all: [Bytes: OracleKey] = [:]

        mutating func add(
            _ id: String,
            _ object: Object,
            _ schema: ModelSchema,
            _ layout: KeyLayout
        ) {
            let member = Bytes(id.utf8)
            let score = schema.ordering.map { ordering in
                object[schema[field: ordering.field]?.attribute ?? ""].map(number) ?? -1e99
            }
            add(member, score, to: Bytes(layout.ids.utf8))
            if !object.isEmpty {
                let fields = object.map { (Bytes($0.utf8), $1) }
                all[Bytes(layout.object(id).utf8)] = .hash(Dictionary(fields) { $1 })
            }
            for field in schema.fields {
                let value = object[field.attribute]
                if field.index.hasValueSets {
                    let key = Bytes(layout.index(field.attribute, "").utf8) + (value ?? [])
                    add(member, score, to: key)
                }
                guard let value else { continue }
                if field.index.isUnique {
                    let key = Bytes(layout.unique(field.attribute).utf8)
                    var owners: [Bytes: Bytes] = [:]
                    if case .hash(let known)? = all[key] { owners = known }
                    owners[value] = member
                    all[key] = .hash(owners)
                }
                if field.index.hasRange {
                    add(member, number(value), to: Bytes(layout.range(field.attribute).utf8))
                }
            }
        }

        private func number(_ value: Bytes) -> Double {
            Double(String(decoding: value, as: UTF8.self)) ?? .nan
        }

        private mutating func add(_ member: Bytes, _ score: Double?, to key: Bytes) {
            switch (all[key], score) {
            case (.scored(var members)?, let score?):
                members[member] = score
                all[key] = .scored(members)
            case (.set(var members)?, _):
                members.insert(member)
                all[key] = .set(members)
            case (_, let score?): all[key] = .scored([member: score])
            default: all[key] = .set([member])
            }
        }
    }

    /// Where a keyspace is not what it should be, one line for each key.
    func differences(from dump: KeyspaceDump, namespace: String) -> [String] {
        let expected = keyspace(namespace: namespace)
        let schema = Bytes(KeyLayout.schema(namespace: namespace).utf8)
        let all = Set(expected.keys).union(dump.keys).subtracting([schema])
        return all.sorted { $0.lexicographicallyPrecedes($1) }.compactMap { key in
            let found = dump[key].flatMap { OracleKey($0.value) }
            guard found != expected[key] else { return nil }
            let entry = dump[key].map { "\($0.value)" } ?? "nothing"
            return "'\(String(decoding: key, as: UTF8.self))' holds \(entry), expected "
                + (expected[key].map { "\($0)" } ?? "nothing")
        }
    }
}
