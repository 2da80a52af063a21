/// The twin of the end of `number.lua`: ids that are made of values, and those that take their places.
extension CommitTwin {
    /// The ids of planned objects take their places among the values: those that are composed, or all
    /// others.
    mutating func setPlannedIDs(composed: Bool) {
        for model in models.indices {
            for position in models[model].list.indices {
                guard let detail = models[model].list[position].detail else { continue }
                for (value, place) in detail.values {
                    if let target = self.position(of: place) {
                        let object = models[target.model].list[target.position]
                        guard (object.detail?.isComposed ?? false) == composed else { continue }
                        detail.resolved.append((value, object.id))
                        if object.detail?.upsert == .refused { detail.foreign.append(value) }
                    } else if !composed {
                        detail.foreign.append(value)
                        violation("foreign", models[model].list[position], model)
                    }
                }
            }
        }
    }

    /// Makes ids of values; where one of them is missing, the session is refused anyway.
    mutating func composeIDs() {
        for (model, positions, parts) in compositions {
            for position in positions { compose(model, position, parts) }
        }
    }

    private mutating func compose(_ model: Int, _ position: Int, _ parts: [Int]) {
        let operation = models[model].list[position]
        if let foreign = operation.detail?.foreign, parts.contains(where: foreign.contains) {
            models[model].list[position].kind = UInt8(ascii: "D")
            models[model].list[position].id = Word("")
            operation.detail?.upsert = .refused
            return
        }
        var builder = CompositeID.Builder(.sha1)
        for part in parts {
            builder.append(Bytes(operation.value(part, of: run.arguments).bytes), .text)
        }
        let id = run.arena.keep(builder.finish()?.text ?? "")
        models[model].list[position].id = id
        models[model].list[position].isPlanned = false
        guard let found = models[model].positions.updateValue(position, forKey: id) else { return }
        if succeed(model, found, position) { return }
        models[model].positions[id] = found
        violation("existing", models[model].list[position], model)
    }

    /// The ids of planned objects take their places among the words of structures.
    mutating func setPlannedWords() {
        for position in commands.indices {
            for (argument, place) in commands[position].planned {
                if let target = self.position(of: place) {
                    commands[position].arguments[argument] =
                        models[target.model].list[target.position].id
                } else {
                    let command = commands[position]
                    violation("foreign", command.state, command.model, command.name)
                }
            }
        }
    }
}
