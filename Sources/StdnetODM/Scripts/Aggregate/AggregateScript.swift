extension Scripts {
    /// Counts the objects that meet a condition, or keeps their ids; see `aggregate.lua`.
    static let aggregate = Script<Int>(
        "aggregate",
        fragments: [text(PackageResources.select_lua)],
        lua: text(PackageResources.aggregate_lua),
        isRepeatable: true,
        twin: twin { run, reply throws(BackendError) in reply.integer(try run.aggregate()) },
        decode: { reply throws(BackendError) in
            guard let count = reply.integer else {
                throw .decoding(expected: "a count", found: "\(reply.kind)")
            }
            return count
        }
    )
}

extension ScriptRun {
    fileprivate mutating func aggregate() throws(BackendError) -> Int {
        let destination = try key(0)
        scratch = arena.keep(destination.bytes, then: Word(":").bytes)
        let keeps = try take() == Word("keep")
        for place in 1...max(1, try number()) {
            addModel(ids: try key(place), sorted: try take() == Word("1"))
        }
        let result: Int
        do throws(BackendError) {
            let found = try select(0)
            result = keeps ? try keep(found, as: destination) : try size(found)
        } catch {
            try discard()
            throw error
        }
        try discard()
        return result
    }

    private mutating func keep(
        _ found: FoundKey,
        as destination: Word
    ) throws(BackendError) -> Int {
        let model = models[0]
        let sorted = model.sorted || found.sorted
        try perform { command in
            if model.sorted {
                command.append("ZINTERSTORE" as StaticString)
                command.append(destination)
                command.append(2)
                command.append(found.key)
                command.append(model.ids)
                for word: StaticString in ["WEIGHTS", "0", "1", "AGGREGATE", "SUM"] {
                    command.append(word)
                }
            } else if found.sorted {
                command.append("ZUNIONSTORE" as StaticString)
                command.append(destination)
                command.append(1)
                command.append(found.key)
            } else {
                command.append("SUNIONSTORE" as StaticString)
                command.append(destination)
                command.append(found.key)
            }
        }
        return try size(try kept(destination, sorted: sorted))
    }
}
