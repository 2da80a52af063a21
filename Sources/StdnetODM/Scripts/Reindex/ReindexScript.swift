extension Scripts {
    /// Writes what indexes lack of some objects; see `reindex.lua`.
    static let reindex = Script<[Reply]>(
        "reindex",
        lua: text(PackageResources.reindex_lua),
        isRepeatable: true,
        twin: twin { run, reply throws(BackendError) in try run.reindex(into: &reply) },
        decode: { reply throws(BackendError) in Array(reply.elements) }
    )
}

extension ScriptRun {
    private struct Indexed {
        let name: Word
        let former: Word?
        let letters: Word

        func has(_ letter: Character) -> Bool {
            letter.asciiValue.map { letters.bytes.contains($0) } ?? false
        }
    }

    private struct Object {
        let id: Word
        let score: Word
        var values: [Word?] = []
        /// Whether a value moves from its former name; nil when there is nothing under that.
        var moves: [Bool?] = []
        var free: [Bool] = []
    }

    private struct Claim: Hashable {
        let key: Word
        let value: Word
    }

    fileprivate mutating func reindex(into reply: inout ReplyBuilder) throws(BackendError) {
        let isSorted = try take() == Word("1")
        addModel(ids: try key(0), sorted: isSorted)
        let model = models[0]
        var attributes: [Indexed] = []
        for _ in 0..<(try number()) {
            let words = try words(3)
            attributes.append(
                Indexed(
                    name: words[0],
                    former: words[1].isEmpty ? nil : words[1],
                    letters: words[2]
                )
            )
        }
        var objects: [Object] = []
        var taken: [Claim: Word] = [:]
        var conflicts: [Word] = []
        for id in try words(arguments.count - cursor) {
            guard var object = try object(id, model, attributes) else { continue }
            for (attribute, value) in zip(attributes, object.values) {
                guard attribute.has("u"), let value else {
                    object.free.append(false)
                    continue
                }
                let key = uniqueKey(model, attribute.name)
                let claim = Claim(key: key, value: value)
                var owner = taken[claim]
                if owner == nil { owner = try hashed(value, in: key) }
                if let owner, owner != id {
                    conflicts += [attribute.name, value, owner, id]
                    object.free.append(false)
                } else {
                    taken[claim] = id
                    object.free.append(owner == nil)
                }
            }
            objects.append(object)
        }
        for object in objects { try write(object, model, attributes) }
        reply.array(conflicts.count)
        for word in conflicts { reply.bulk(word.bytes) }
    }

    private mutating func hashed(_ field: Word, in key: Word) throws(BackendError) -> Word? {
        let reply = try call { command in
            command.append("HGET" as StaticString)
            command.append(key)
            command.append(field)
        }
        return reply.isNull ? nil : reply.withBytes { arena.keep($0) }
    }

    private mutating func object(
        _ id: Word,
        _ model: ModelKeys,
        _ attributes: [Indexed]
    ) throws(BackendError) -> Object? {
        let mark = try call { command in
            command.append(model.sorted ? "ZSCORE" as StaticString : "SISMEMBER")
            command.append(model.ids)
            command.append(id)
        }
        guard model.sorted ? !mark.isNull : mark.integer == 1 else { return nil }
        var object = Object(id: id, score: mark.withBytes { arena.keep($0) })
        for attribute in attributes {
            var value = try value(of: attribute.name, model, id)
            var moves: Bool?
            if let former = attribute.former, let old = try self.value(of: former, model, id) {
                moves = value == nil
                value = value ?? old
            }
            object.values.append(value)
            object.moves.append(moves)
        }
        return object
    }

    private mutating func write(
        _ object: Object,
        _ model: ModelKeys,
        _ attributes: [Indexed]
    ) throws(BackendError) {
        for (place, attribute) in attributes.enumerated() {
            let value = object.values[place]
            if let moves = object.moves[place], let former = attribute.former {
                if moves, let value {
                    try perform { command in
                        command.append("HSET" as StaticString)
                        command.append(model.objects, then: object.id)
                        command.append(attribute.name)
                        command.append(value)
                    }
                }
                try perform { command in
                    command.append("HDEL" as StaticString)
                    command.append(model.objects, then: object.id)
                    command.append(former)
                }
            }
            if attribute.has("v") {
                let prefix = indexPrefix(model, attribute.name)
                let set = arena.keep(prefix.bytes, then: (value ?? Word("")).bytes)
                try perform { command in
                    command.append(model.sorted ? "ZADD" as StaticString : "SADD")
                    command.append(set)
                    if model.sorted { command.append(object.score) }
                    command.append(object.id)
                }
            }
            guard let value else { continue }
            if object.free[place] {
                let key = uniqueKey(model, attribute.name)
                try perform { command in
                    command.append("HSET" as StaticString)
                    for word in [key, value, object.id] { command.append(word) }
                }
            }
            if attribute.has("r"), value.number != nil {
                let key = rangeKey(model, attribute.name)
                try perform { command in
                    command.append("ZADD" as StaticString)
                    for word in [key, value, object.id] { command.append(word) }
                }
            }
        }
    }
}
