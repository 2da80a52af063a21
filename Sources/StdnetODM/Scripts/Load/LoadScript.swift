extension Scripts {
    /// Loads objects in order and the objects that they refer to; see `load.lua`.
    static let load = Script<[Reply]>(
        "load",
        fragments: [text(PackageResources.leaves_lua)],
        lua: text(PackageResources.load_lua),
        isRepeatable: true,
        isReadOnly: true,
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
        reply.array(keys.count - 1)
        let rows =
            try take() == Word("ids")
            ? try listed(into: &reply) : try sorted(source, objects, into: &reply)
        var tables = [Table(cells: rows, width: try number())]
        for place in 2..<keys.count {
            tables.append(try loadTargets(of: tables, ids: try key(place), into: &reply))
        }
    }

    /// Rows of the reply: an id, then its attributes.
    private struct Table {
        var cells: [Word?] = []
        let width: Int
    }

    private mutating func sorted(
        _ source: Word,
        _ objects: Word,
        into reply: inout ReplyBuilder
    ) throws(BackendError) -> [Word?] {
        let words = try words(try number())
        let columns = words.indices.dropFirst().filter { words[$0 - 1] == Word("GET") }
            .compactMap { words[$0] == Word("#") ? nil : words[$0].dropFirst(2) }
        let sort = words.map { word in
            word.bytes.starts(with: Word("->").bytes)
                ? arena.keep(
                    arena.keep(objects.bytes, then: Word("*").bytes).bytes,
                    then: word.bytes
                )
                : word
        }
        let rows = try call { command in
            command.append("SORT_RO" as StaticString)
            command.append(source)
            for word in sort { command.append(word) }
        }
        guard columns.contains(where: \.isOfLeaves) else {
            reply.append(rows)
            return kept(rows)
        }
        let cells = Array(rows.elements)
        reply.array(cells.count)
        for row in stride(from: 0, to: cells.count, by: columns.count + 1) {
            let id = cells[row].withBytes { arena.keep($0) }
            reply.append(cells[row])
            let values = cells[(row + 1)..<(row + 1 + columns.count)]
            try append(values, columns, of: id, objects, to: &reply)
        }
        return kept(rows)
    }

    private mutating func listed(
        into reply: inout ReplyBuilder
    ) throws(BackendError) -> [Word?] {
        let ids = try words(try number())
        let attributes = try words(try number())
        let model = models[models.count - 1]
        reply.array(ids.count * (1 + attributes.count))
        var cells: [Word?] = []
        for id in ids { try append(id, model, attributes, to: &cells, &reply) }
        return cells
    }

    /// Appends an object to the reply and to what refers to others.
    private mutating func append(
        _ id: Word,
        _ model: ModelKeys,
        _ attributes: [Word],
        to cells: inout [Word?],
        _ reply: inout ReplyBuilder
    ) throws(BackendError) {
        reply.bulk(id.bytes)
        cells.append(id)
        guard !attributes.isEmpty else { return }
        let values = try call { command in
            command.append("HMGET" as StaticString)
            command.append(model.objects, then: id)
            for attribute in attributes { command.append(attribute) }
        }
        try append(values.elements, attributes, of: id, model.objects, to: &reply)
        cells += kept(values)
    }

    private mutating func loadTargets(
        of tables: [Table],
        ids: Word,
        into reply: inout ReplyBuilder
    ) throws(BackendError) -> Table {
        let parent = tables[try number()]
        let column = try number()
        let attributes = try words(try number())
        let type = try call { command in
            command.append("TYPE" as StaticString)
            command.append(ids)
        }
        let sorted = type.text == "zset"
        addModel(ids: ids, sorted: sorted)
        let model = models[models.count - 1]
        let start = reply.count
        reply.array(0)
        var table = Table(width: 1 + attributes.count)
        var seen: Set<Word> = []
        for row in stride(from: column - 1, to: parent.cells.count, by: parent.width) {
            guard let id = parent.cells[row], seen.insert(id).inserted else { continue }
            let there = try call { command in
                command.append(sorted ? "ZSCORE" as StaticString : "SISMEMBER")
                command.append(ids)
                command.append(id)
            }
            guard sorted ? !there.isNull : there.integer == 1 else { continue }
            try append(id, model, attributes, to: &table.cells, &reply)
        }
        reply.setCount(table.cells.count, at: start)
        return table
    }
}
