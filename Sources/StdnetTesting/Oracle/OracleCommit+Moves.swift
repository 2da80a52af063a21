import StdnetODM

extension OracleCommit {
    /// Lets whoever refers to an object that moves refer to its new id, and moves along what has that for
    /// a part of its own id, and so on; false when somebody is where an object comes to.
    mutating func followMoves() -> Bool {
        var queue = moved.keys.filter { !deleted.contains($0) }
        // What moves along, by where it was: where it comes to is known in the end.
        var along: [Place: Change] = [:]
        while let source = queue.popLast() {
            guard let target = moved[source] else { continue }
            for (place, field) in referrers(to: source) where !deleted.contains(place) {
                override(field.attribute, of: place, Bytes(target.id.utf8))
                let lies = moved[place] ?? place
                let change =
                    change(of: place)
                    ?? Change(origin: place, object: object(at: place) ?? Oracle.Object())
                guard let id = remadeID(of: change.object, at: place, partBy: field), id != lies.id
                else { continue }
                along[place] = change
                moved[place] = Place(model: place.model, id: id)
                queue.append(place)
            }
        }
        after.movedAlongCount = along.count
        return settle(along)
    }

    /// The id that an object has by its values, where one field is a part of it.
    private func remadeID(
        of object: Oracle.Object,
        at place: Place,
        partBy field: FieldSchema
    ) -> String? {
        guard let schema = before.schemas.first(where: { $0.name == place.model }),
            schema.id.composition?.fields.contains(field.name) == true
        else { return nil }
        let values = object.values.merging(overrides[place, default: [:]].compactMapValues(\.self))
        {
            $1
        }
        let all = schema.fields.indices.map { ($0, values[schema.fields[$0].attribute]) }
        return Oracle.id(of: Dictionary(uniqueKeysWithValues: all), schema)
    }

    /// Puts what moves along where it comes to.
    private mutating func settle(_ along: [Place: Change]) -> Bool {
        changes = changes.filter { $0.value.origin.map { along[$0] == nil } ?? true }
        for (source, change) in along {
            guard let target = moved[source] else { continue }
            let isHeld =
                changes[target].map { other in
                    other.origin.map { !deleted.contains($0) } ?? true
                } ?? false
            let isFree =
                object(at: target) == nil || deleted.contains(target) || moved[target] != nil
                || replaced.contains(target)
            guard !isHeld, isFree else { return false }
            changes[target] = change
        }
        return true
    }
}
