extension Scripts {
    /// Loads objects in order and the objects that they refer to; see `load.lua`.
    static let load = Script<[Reply]>(
        "load",
        lua: text(PackageResources.load_lua),
        isRepeatable: true,
        twin: twin { run, reply throws(BackendError) in try run.load(into: &reply) },
        decode: { reply throws(BackendError) in Array(reply.elements) }
    )
}

extension ScriptRun {
    fileprivate mutating func load(into reply: inout ReplyBuilder) throws(BackendError) {
        let source = try key(0)
        let own = try key(1)
        addModel(ids: own, sorted: false)
        let objects = models[models.count - 1].objects
        let sort = try words(try number()).map { word in
            word.bytes.starts(with: Word("->").bytes)
                ? arena.keep(
                    arena.keep(objects.bytes, then: Word("*").bytes).bytes,
                    then: word.bytes
                )
                : word
        }
        let rows = try call { command in
            command.append("SORT" as StaticString)
            command.append(source)
            for word in sort { command.append(word) }
        }
        let width = try number()
        reply.array(keys.count - 1)
        reply.append(rows)
        let cells = Array(rows.elements)
        for place in 2..<keys.count {
            try loadTargets(of: cells, width: width, ids: try key(place), into: &reply)
        }
    }

    private mutating func loadTargets(
        of cells: [Reply],
        width: Int,
        ids: Word,
        into reply: inout ReplyBuilder
    ) throws(BackendError) {
        let column = try number()
        let attributes = try words(try number())
        let type = try call { command in
            command.append("TYPE" as StaticString)
            command.append(ids)
        }
        let sorted = type.text == "zset"
        addModel(ids: ids, sorted: sorted)
        let objects = models[models.count - 1].objects
        let start = reply.count
        reply.array(0)
        var seen: Set<Word> = []
        var count = 0
        for row in stride(from: column - 1, to: cells.count, by: width) where !cells[row].isNull {
            let id = cells[row].withBytes { arena.keep($0) }
            guard seen.insert(id).inserted else { continue }
            let there = try call { command in
                command.append(sorted ? "ZSCORE" as StaticString : "SISMEMBER")
                command.append(ids)
                command.append(id)
            }
            guard sorted ? !there.isNull : there.integer == 1 else { continue }
            reply.bulk(id.bytes)
            count += 1 + attributes.count
            guard !attributes.isEmpty else { continue }
            let values = try call { command in
                command.append("HMGET" as StaticString)
                command.append(objects, then: id)
                for attribute in attributes { command.append(attribute) }
            }
            for value in values.elements { reply.append(value) }
        }
        reply.setCount(count, at: start)
    }
}
