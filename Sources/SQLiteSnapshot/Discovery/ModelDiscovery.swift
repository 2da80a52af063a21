import StdnetBackend

/// Finds the models of a database that does not describe itself, as the original's don't: from the names
/// of its keys, and what their objects hold.
///
/// `<base>:id` is a model when it is a set or a sorted set. Its columns are the fields that any of its
/// objects has, each of the narrowest kind that all values have: integer, number, text, bytes. A field that
/// some objects lack is optional. Indexes are those that there are keys of.
struct ModelDiscovery {
    /// SQLite's limit is 2000.
    private static let columnLimit = 1900
    private static let step = 500

    let source: any DiscoverySource
    let namespace: String

    /// The models, in the order of their names.
    func schemas() async throws(SnapshotError) -> [ModelSchema] {
        let prefix = Bytes(namespace.utf8)
        var names = KeyNames()
        try await source.forEachName { name in
            guard name.starts(with: prefix) else { return }
            names.insert(UnsafeRawBufferPointer(rebasing: name[prefix.count...]))
        }
        var schemas: [ModelSchema] = []
        for model in names.models.sorted() {
            if let schema = try await schema(of: model, names) { schemas.append(schema) }
        }
        return schemas
    }

    private func schema(
        of model: String,
        _ names: KeyNames
    ) async throws(SnapshotError) -> ModelSchema? {
        let layout = KeyLayout(namespace: namespace, model: model)
        guard let (isSorted, ids) = try await source.members(of: Bytes(layout.ids.utf8)) else {
            return nil
        }
        let prefix = Bytes(layout.objectPrefix.utf8)
        var guesses: [Bytes: KindGuess] = [:]
        var objectCount = 0
        for start in stride(from: 0, to: ids.count, by: Self.step) {
            let page = ids[start..<min(ids.count, start + Self.step)]
            for fields in try await source.fields(of: page.map { prefix + $0 })
            where !fields.isEmpty {
                objectCount += 1
                for position in stride(from: 0, to: fields.count - 1, by: 2) {
                    guesses[fields[position], default: KindGuess()].add(fields[position + 1])
                }
            }
        }
        guard guesses.count <= Self.columnLimit else {
            throw .invalidSchema(model: model, reason: "its objects have \(guesses.count) fields")
        }
        guard guesses.keys.allSatisfy({ $0.withUnsafeBytes { $0.isUTF8 && !$0.isEmpty } }) else {
            throw .invalidSchema(model: model, reason: "a field has a name that is no text")
        }
        var idGuess = KindGuess()
        for id in ids { idGuess.add(id) }
        let fields = guesses.map { name, guess in
            let attribute = String(decoding: name, as: UTF8.self)
            return FieldSchema(
                name: attribute,
                attribute: attribute,
                kind: guess.kind,
                isOptional: guess.count < objectCount,
                index: names.uniques[model]?.contains(attribute) == true
                    ? .unique
                    : names.indexes[model]?.contains(attribute) == true ? .equality : .none
            )
        }
        return ModelSchema(
            name: model,
            id: ModelSchema.Identity(kind: idGuess.kind == .integer ? .integer : .text),
            fields: fields.sorted { $0.attribute < $1.attribute },
            ordering: isSorted ? ModelSchema.Ordering(field: "", increment: 1) : nil
        )
    }
}

/// What the names of keys say of models.
struct KeyNames {
    private(set) var models: Set<String> = []
    /// Fields with indexes, by model.
    private(set) var indexes: [String: Set<String>] = [:]
    private(set) var uniques: [String: Set<String>] = [:]

    /// Takes the name of a key, the namespace taken off.
    mutating func insert(_ name: UnsafeRawBufferPointer) {
        guard name.contains(UInt8(ascii: ":")), name.isUTF8 else { return }
        let parts = String(decoding: name, as: UTF8.self)
            .split(separator: ":", omittingEmptySubsequences: false)
        if parts.count == 2, parts[1] == "id", !parts[0].isEmpty { models.insert(String(parts[0])) }
        guard parts.count >= 3 else { return }
        let (model, field) = (String(parts[0]), String(parts[2]))
        if parts[1] == "idx" { indexes[model, default: []].insert(field) }
        if parts[1] == "uni", parts.count == 3 { uniques[model, default: []].insert(field) }
    }
}
