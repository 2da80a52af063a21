extension Scripts {
    /// Reads a part of the objects in the order of a range index; see `page.lua`.
    static let page = Script<Reply>(
        "page",
        fragments: [text(PackageResources.leaves_lua)],
        lua: text(PackageResources.page_lua),
        isRepeatable: true,
        isReadOnly: true,
        twin: twin { run, reply throws(BackendError) in try run.page(into: &reply) },
        decode: { reply throws(BackendError) in reply }
    )
}

extension ScriptRun {
    fileprivate mutating func page(into reply: inout ReplyBuilder) throws(BackendError) {
        let ids = try key(0)
        let index = try key(1)
        let isSorted = try take() == Word("1")
        let isEveryone = try take() == Word("1")
        let isDescending = try take() == Word("1")
        let bounds = try words(2)
        let slice = try words(2)
        addModel(ids: ids, sorted: isSorted)
        if isEveryone {
            let indexed = try size(FoundKey(key: index, sorted: true))
            let all = try size(FoundKey(key: ids, sorted: isSorted))
            guard indexed == all else { return reply.null() }
        }
        let found = try call { command in
            command.append("ZRANGE" as StaticString)
            command.append(index)
            for bound in isDescending ? bounds.reversed() : bounds { command.append(bound) }
            command.append("BYSCORE" as StaticString)
            if isDescending { command.append("REV" as StaticString) }
            command.append("LIMIT" as StaticString)
            for word in slice { command.append(word) }
        }
        let objects = kept(found).compactMap { $0 }
        let attributes = try words(arguments.count - cursor)
        reply.array(objects.count * (1 + attributes.count))
        for id in objects { try appendRow(of: id, models[0], attributes, to: &reply) }
    }
}
