/// The twin of `structures.lua`.
extension CommitTwin {
    /// A string has at most 512 MiB.
    private static var longest: Int { 536_870_912 }

    /// Whether the structures are free for what is to be done to them.
    mutating func checkStructures() throws(BackendError) {
        for position in commands.indices {
            var stored = commands[position].key
            if commands[position].owner == UInt8(ascii: "c"), let model = commands[position].model {
                let classKey = run.arena.keep(
                    run.models[model].base.bytes,
                    then: Word(":struct").bytes
                )
                stored = run.arena.keep(classKey, key: commands[position].name)
                commands[position].key = stored
            } else if commands[position].owner != UInt8(ascii: "k") {
                stored = try findOwner(position)
            }
            let command = commands[position]
            if let stored {
                let state = try typed(
                    stored,
                    Word(""),
                    command.type,
                    command.state,
                    command.model
                )
                guard state != nil else { continue }
            }
            if command.key != nil, command.type == Word("string") {
                try measure(command, stored)
            }
        }
    }

    /// Whether the owner of a structure will be there, and where the structure is before the commit.
    private mutating func findOwner(_ position: Int) throws(BackendError) -> Word? {
        guard let model = commands[position].model else { return nil }
        if commands[position].owner == UInt8(ascii: "p") {
            guard let own = self.position(of: commands[position].state.place) else {
                violation(
                    "foreign",
                    commands[position].state,
                    model,
                    commands[position].name
                )
                return nil
            }
            commands[position].state.id = models[own.model].list[own.position].id
        }
        let command = commands[position]
        let id = command.state.id
        let objects = run.models[model].objects
        var found = false
        var source = id
        var empties = false
        if let own = models[model].positions[id], own >= 0 {
            let operation = models[model].list[own]
            found = !operation.isDeletion
            if let place = operation.source { source = models[model].list[place].id }
            empties = operation.kind == UInt8(ascii: "R") && operation.exists
        } else if try typed(run.models[model].ids, models[model].setType, nil, model) != nil {
            found = try run.existing(run.models[model], [id]).first.flatMap { $0 } != nil
        }
        if !found { violation("missing", command.state, model, command.name) }
        commands[position].key = run.arena.keep(
            run.arena.keep(objects.bytes, then: id.bytes),
            key: command.name
        )
        guard found, !empties else { return nil }
        return run.arena.keep(
            run.arena.keep(objects.bytes, then: source.bytes),
            key: command.name
        )
    }

    /// How long a string would get.
    private mutating func measure(
        _ command: StructureCommand,
        _ stored: Word?
    ) throws(BackendError) {
        guard let key = command.key else { return }
        var length = lengths[key] ?? 0
        if lengths[key] == nil, let stored {
            let reply = try run.call { words in
                words.append("STRLEN" as StaticString)
                words.append(stored)
            }
            length = reply.integer ?? 0
        }
        let last = command.arguments.last?.bytes.count ?? 0
        switch command.verb.text {
        case "UNLINK": length = 0
        case "SET": length = last
        case "APPEND": length += last
        default:
            if last > 0 { length = max(length, (command.arguments[0].integer ?? 0) + last) }
        }
        lengths[key] = length
        if length > Self.longest {
            violation("long", command.state, command.model, command.name, command.verb)
        }
    }

    // MARK: Writing

    mutating func writeStructures() throws(BackendError) {
        for command in commands {
            guard let key = command.key else { continue }
            if command.arguments.isEmpty {
                try run.perform { words in
                    words.append(command.verb)
                    words.append(key)
                }
            }
            try run.each(command.arguments) { words, part in
                words.append(command.verb)
                words.append(key)
                for word in part { words.append(word) }
            }
        }
    }
}
