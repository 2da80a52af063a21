/// The twin of `move.lua`.
extension CommitTwin {
    /// Whoever refers to an object that moves, refers to its new id; and where that is a part of its own
    /// id, moves too.
    mutating func followMoves() throws(BackendError) {
        var recomposed: [(model: Int, position: Int)] = []
        for model in models.indices {
            for position in models[model].list.indices {
                let source = models[model].list[position]
                guard source.target != nil, source.exists else { continue }
                try follow(model, position, &recomposed)
            }
        }
        var along: [(model: Int, position: Int)] = []
        var next = 0
        while next < recomposed.count {
            let (model, position) = recomposed[next]
            next += 1
            try recompose(model, position, &recomposed, &along)
        }
        for (model, position) in along { try arrive(model, position) }
    }

    private mutating func follow(
        _ model: Int,
        _ position: Int,
        _ recomposed: inout [(model: Int, position: Int)]
    ) throws(BackendError) {
        try readStructures(model, position)
        let found = try referrers(to: (model, models[model].list[position].id), isMoving: true)
        models[model].list[position].makeDetail().referrers = found
        redirect(found, (model, position), &recomposed)
    }

    /// Lets objects refer to where another goes.
    private mutating func redirect(
        _ referrers: [(model: Int, attribute: Int, position: Int)],
        _ source: (model: Int, position: Int),
        _ recomposed: inout [(model: Int, position: Int)]
    ) {
        let leaving = models[source.model].list[source.position]
        guard let target = leaving.target else { return }
        let id = models[source.model].list[target].id
        for other in referrers {
            models[other.model].list[other.position].makeDetail().override
                .updateValue(id, forKey: other.attribute)
            guard models[other.model].parts.contains(other.attribute) else { continue }
            if models[other.model].hasForeignIDs {
                violation(
                    "part",
                    leaving,
                    source.model,
                    Word(""),
                    run.arena.keep(other.model + 1),
                    models[other.model].list[other.position].id
                )
            } else {
                recomposed.append((other.model, other.position))
            }
        }
    }

    /// The id that an object has by what it is made of; nil where a part is lost.
    private func composedID(_ model: Int, _ operation: OperationState) -> Word? {
        var builder = CompositeID.Builder(.sha1)
        for part in models[model].parts {
            guard let value = value(model, operation, part) else { return nil }
            builder.append(Bytes(value.bytes), .text)
        }
        return builder.finish().map { run.arena.keep($0.text) }
    }

    /// Sends an object to the id that it is made of now.
    private mutating func recompose(
        _ model: Int,
        _ position: Int,
        _ recomposed: inout [(model: Int, position: Int)],
        _ along: inout [(model: Int, position: Int)]
    ) throws(BackendError) {
        let made = models[model].list[position]
        guard let id = composedID(model, made), id != made.id else { return }
        let place: Int
        if let source = made.source {
            place = source
            if models[model].positions[made.id] == position {
                models[model].positions[made.id] = models[model].leaving[made.id]
            }
        } else {
            place = models[model].list.count
            models[model].list.append(leaving(made, position))
            models[model].list[position].kind = UInt8(ascii: "M")
            models[model].list[position].there = nil
            models[model].list[position].makeDetail().source = place
            models[model].leaving[made.id] = place
            models[model].positions[made.id] = place
        }
        models[model].list[position].id = id
        if !(made.detail?.isAlong ?? false) {
            models[model].list[position].makeDetail().isAlong = true
            along.append((model, position))
        }
        if let referrers = models[model].list[place].detail?.referrers {
            redirect(referrers, (model, place), &recomposed)
        } else {
            try follow(model, place, &recomposed)
        }
    }

    /// What goes from where an object is.
    private func leaving(_ made: OperationState, _ position: Int) -> OperationState {
        var source = OperationState(kind: UInt8(ascii: "D"), id: made.id)
        source.place = made.place
        source.there = made.there
        let detail = source.makeDetail()
        detail.old = made.detail?.old ?? []
        detail.isHashed = made.detail?.isHashed ?? false
        detail.target = position
        return source
    }

    /// Nobody may be where an object comes to, unless he leaves.
    private mutating func arrive(_ model: Int, _ position: Int) throws(BackendError) {
        let made = models[model].list[position]
        if let found = models[model].positions[made.id], found >= 0 {
            if !succeed(model, found, position) { violation("existing", made, model) }
            return
        }
        models[model].positions[made.id] = position
        if try run.existing(run.models[model], [made.id]).first.flatMap({ $0 }) != nil {
            violation("existing", made, model)
        } else {
            try findStale(model, [position])
        }
    }
}
