/// The twin of the part of `write.lua` that moves objects.
extension CommitTwin {
    /// Which structures move along.
    mutating func readStructures(_ model: Int, _ position: Int) throws(BackendError) {
        let object = run.arena.keep(
            run.models[model].objects.bytes,
            then: models[model].list[position].id.bytes
        )
        var has: [Bool] = []
        for name in models[model].structures {
            let reply = try run.call { command in
                command.append("EXISTS" as StaticString)
                command.append(object, key: name)
            }
            has.append(reply.integer == 1)
        }
        models[model].list[position].makeDetail().has = has
    }

    /// An object moves by way of a temporary key where its old id is the new one of another.
    mutating func moveObjects(_ model: Int, _ sources: [Int]) throws(BackendError) {
        let objects = run.models[model].objects
        var keys: [Word] = []
        for (place, position) in sources.enumerated() {
            let source = models[model].list[position]
            var key = run.arena.keep(objects.bytes, then: source.id.bytes)
            if let other = models[model].positions[source.id],
                models[model].list[other].source != nil
            {
                let temporary = run.arena.keep(
                    run.scratch.bytes,
                    then: run.arena.keep(place + 1).bytes
                )
                try move(model, source, from: key, to: temporary)
                key = temporary
            }
            keys.append(key)
        }
        for (key, position) in zip(keys, sources) {
            let source = models[model].list[position]
            guard let target = source.target else { continue }
            let id = models[model].list[target].id
            try move(model, source, from: key, to: run.arena.keep(objects.bytes, then: id.bytes))
        }
    }

    private mutating func move(
        _ model: Int,
        _ source: OperationState,
        from: Word,
        to: Word
    ) throws(BackendError) {
        try moveKey(from, to, source.detail?.isHashed ?? false)
        for (name, isThere) in zip(models[model].structures, source.detail?.has ?? []) {
            try moveKey(run.arena.keep(from, key: name), run.arena.keep(to, key: name), isThere)
        }
    }

    private mutating func moveKey(
        _ from: Word,
        _ to: Word,
        _ isThere: Bool
    ) throws(BackendError) {
        try run.perform { command in
            command.append(isThere ? "RENAME" as StaticString : "UNLINK")
            if isThere { command.append(from) }
            command.append(to)
        }
    }
}

extension Arguments {
    /// Appends the key of a structure.
    mutating func append(_ object: Word, key name: Word) {
        append(joining: object.text, ":", name.text)
    }
}

extension WordArena {
    /// Keeps the key of a structure.
    func keep(_ object: Word, key name: Word) -> Word {
        keep(keep(object.bytes, then: Word(":").bytes).bytes, then: name.bytes)
    }
}
