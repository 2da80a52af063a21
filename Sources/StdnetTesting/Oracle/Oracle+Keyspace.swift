import StdnetODM

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
                for (name, key) in object.structures {
                    keys.all[Bytes(layout.structure(name, of: id).utf8)] = key
                }
            }
            for (name, key) in shared[schema.name, default: [:]] {
                keys.all[Bytes(layout.structure(name).utf8)] = key
            }
        }
        for (name, key) in alone { keys.all[Bytes(name.utf8)] = key }
        return keys.all
    }

    private struct Keys {
        var all: [Bytes: OracleKey] = [:]

        mutating func add(
            _ id: String,
            _ object: Oracle.Object,
            _ schema: ModelSchema,
            _ layout: KeyLayout
        ) {
            let member = Bytes(id.utf8)
            let score = schema.ordering.map { ordering in
                object.values[schema[field: ordering.field]?.attribute ?? ""].map(number) ?? -1e99
            }
            add(member, score, to: Bytes(layout.ids.utf8))
            if !object.values.isEmpty {
                let fields = object.values.map { (Bytes($0.utf8), $1) }
                all[Bytes(layout.object(id).utf8)] = .hash(Dictionary(fields) { $1 })
            }
            for field in schema.fields {
                let value = object.values[field.attribute]
                if field.index.hasValueSets {
                    let key = Bytes(layout.index(field.attribute, "").utf8) + (value ?? [])
                    add(member, score, to: key)
                }
                guard let value else { continue }
                if field.index.isUnique {
                    own(value, member, Bytes(layout.unique(field.attribute).utf8))
                }
                if field.index.hasRange {
                    add(member, number(value), to: Bytes(layout.range(field.attribute).utf8))
                }
            }
            for attributes in schema.attributesTogether {
                guard let values = object.values(attributes) else { continue }
                let joined = values.map { Bytes("\($0.count):".utf8) + $0 }
                let key = layout.unique(attributes.joined(separator: ","))
                own(Bytes(joined.joined()), member, Bytes(key.utf8))
            }
        }

        private mutating func own(_ value: Bytes, _ member: Bytes, _ key: Bytes) {
            var owners: [Bytes: Bytes] = [:]
            if case .hash(let known)? = all[key] { owners = known }
            owners[value] = member
            all[key] = .hash(owners)
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
