extension Scripts {
    /// Reads one object, by its id or by a unique value; see `get.lua`.
    static let get = Script<Reply>(
        "get",
        fragments: [text(PackageResources.leaves_lua)],
        lua: text(PackageResources.get_lua),
        isRepeatable: true,
        isReadOnly: true,
        twin: twin { run, reply throws(BackendError) in try run.get(into: &reply) },
        decode: { reply throws(BackendError) in reply }
    )
}

extension ScriptRun {
    fileprivate mutating func get(into reply: inout ReplyBuilder) throws(BackendError) {
        let ids = try key(0)
        let value = try take()
        let isSorted = try take() == Word("1")
        let id: Word?
        if keys.count > 1 {
            let index = try key(1)
            let owner = try call { command in
                command.append("HGET" as StaticString)
                command.append(index)
                command.append(value)
            }
            id = owner.isNull ? nil : owner.withBytes { arena.keep($0) }
        } else {
            let there = try call { command in
                command.append(isSorted ? "ZSCORE" as StaticString : "SISMEMBER")
                command.append(ids)
                command.append(value)
            }
            id = (isSorted ? !there.isNull : there.integer == 1) ? value : nil
        }
        guard let id else { return reply.array(0) }
        addModel(ids: ids, sorted: isSorted)
        let attributes = try words(arguments.count - cursor)
        reply.array(1 + attributes.count)
        try appendRow(of: id, models[0], attributes, to: &reply)
    }

    /// Appends the id of an object and its attributes.
    mutating func appendRow(
        of id: Word,
        _ model: ModelKeys,
        _ attributes: [Word],
        to reply: inout ReplyBuilder
    ) throws(BackendError) {
        reply.bulk(id.bytes)
        guard !attributes.isEmpty else { return }
        let values = try call { command in
            command.append("HMGET" as StaticString)
            command.append(model.objects, then: id)
            for attribute in attributes { command.append(attribute) }
        }
        try append(values.elements, attributes, of: id, model.objects, to: &reply)
    }
}
