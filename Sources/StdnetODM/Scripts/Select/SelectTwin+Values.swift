/// The twins of sub-queries and trees in `select.lua`.
extension ScriptRun {
    /// Objects with a value that a field of other objects has.
    mutating func selectValues(_ place: Int) throws(BackendError) -> FoundKey {
        let kind = try take().text
        let attribute = try take()
        let other = try number() - 1
        let source = try take()
        let list = try values(other, try select(other), source)
        switch kind {
        case "id": return try identified(models[place], list)
        case "uni": return try collected(try owners(models[place], attribute, list))
        case "eq": return try valueSets(place, attribute, list)
        default:
            // Absent and empty text share a set.
            let found = try valueSets(place, attribute, list.filter { !$0.isEmpty })
            guard list.contains(where: \.isEmpty) else { return found }
            let empty = try empties(models[place], attribute, present: true)
            return try combined("UNION", [empty, found])
        }
    }

    /// The values that a field of the found objects has, each once.
    private mutating func values(
        _ place: Int,
        _ found: FoundKey,
        _ attribute: Word
    ) throws(BackendError) -> [Word] {
        let list = try ids(found)
        guard !attribute.isEmpty else { return list }
        var values: [Word] = []
        var seen: Set<Word> = []
        for id in list {
            if let value = try value(of: attribute, models[place], id), seen.insert(value).inserted
            {
                values.append(value)
            }
        }
        return values
    }

    /// What the sets of a reference lead to from these objects, level by level.
    mutating func descendants(
        _ model: ModelKeys,
        _ attribute: Word,
        _ roots: [Word]
    ) throws(BackendError) -> FoundKey {
        let prefix = indexPrefix(model, attribute)
        var found: [Word] = []
        var seen: Set<Word> = []
        var level = roots
        while !level.isEmpty {
            var next: [Word] = []
            for id in level {
                let key = arena.keep(prefix.bytes, then: id.bytes)
                for child in try ids(FoundKey(key: key, sorted: model.sorted))
                where seen.insert(child).inserted {
                    next.append(child)
                    found.append(child)
                }
            }
            level = next
        }
        return try collected(found)
    }

    /// What a reference leads to from these objects, step by step.
    mutating func ancestors(
        _ model: ModelKeys,
        _ attribute: Word,
        _ list: [Word]
    ) throws(BackendError) -> FoundKey {
        var found: [Word] = []
        var seen: Set<Word> = []
        var level = list
        while !level.isEmpty {
            var next: [Word] = []
            for id in level {
                guard let parent = try value(of: attribute, model, id), !parent.isEmpty,
                    seen.insert(parent).inserted
                else { continue }
                next.append(parent)
                found.append(parent)
            }
            level = next
        }
        return try identified(model, found)
    }
}
