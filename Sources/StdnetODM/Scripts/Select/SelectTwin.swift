/// The twin of `select.lua`; see there for the words of a condition.
extension ScriptRun {
    /// The ids that a condition finds: a key of the database, or a temporary one.
    struct FoundKey {
        var key: Word
        var sorted: Bool
    }

    mutating func temporary() -> Word {
        let key = arena.keep(scratch.bytes, then: arena.keep("\(temporaries.count)").bytes)
        temporaries.append(key)
        return key
    }

    mutating func discard() throws(BackendError) {
        try each(temporaries) { command, part in
            command.append("UNLINK" as StaticString)
            for key in part { command.append(key) }
        }
        temporaries = []
    }

    mutating func select(_ place: Int) throws(BackendError) -> FoundKey {
        let model = models[place]
        let kind = try take()
        switch kind.text {
        case "all": return FoundKey(key: model.ids, sorted: model.sorted)
        case "none": return try collected([])
        case "id": return try identified(models[place], try words(try number()))
        case "eq":
            let attribute = try take()
            return try valueSets(place, attribute, try words(try number()))
        case "uni":
            let attribute = try take()
            return try collected(try owners(model, attribute, try words(try number())))
        case "vals": return try selectValues(place)
        case "under":
            let attribute = try take()
            return try descendants(model, attribute, try ids(try select(place)))
        case "over":
            let attribute = try take()
            return try ancestors(model, attribute, try words(try number()))
        case "empty": return try empties(model, try take(), present: true)
        case "nil": return try empties(model, try take(), present: false)
        case "nouni": return try unowned(model)
        case "rng": return try ranged(model)
        case "ref":
            let attribute = try take()
            let target = try number() - 1
            let found = try select(target)
            return try valueSets(place, attribute, try ids(found))
        case "scan": return try scanned(model, FoundKey(key: model.ids, sorted: model.sorted))
        case "and": return try conjunction(place)
        case "or": return try combined("UNION", try several(place, try number()))
        case "not":
            let excluded = try select(place)
            return try combined(
                "DIFF",
                [FoundKey(key: model.ids, sorted: model.sorted), excluded]
            )
        default: throw .invalidRequest("a script got the unknown condition '\(kind.text)'")
        }
    }

    mutating func ids(_ found: FoundKey) throws(BackendError) -> [Word] {
        let reply = try call { command in
            command.append(found.sorted ? "ZRANGE" as StaticString : "SMEMBERS")
            command.append(found.key)
            if found.sorted {
                command.append(0)
                command.append(-1)
            }
        }
        return kept(reply).compactMap { $0 }
    }

    mutating func size(_ found: FoundKey) throws(BackendError) -> Int {
        let reply = try call { command in
            command.append(found.sorted ? "ZCARD" as StaticString : "SCARD")
            command.append(found.key)
        }
        return reply.integer ?? 0
    }

    /// Which of these ids exist: the score in a sorted set, or any word; nil for those that don't.
    mutating func existing(_ model: ModelKeys, _ list: [Word]) throws(BackendError) -> [Word?] {
        try marks(of: list, in: model.ids, sorted: model.sorted)
    }

    /// What a set says of each of these: the score in a sorted one, or any word; nil for who is not in it.
    mutating func marks(
        of list: [Word],
        in key: Word,
        sorted: Bool
    ) throws(BackendError) -> [Word?] {
        var found: [Word?] = []
        found.reserveCapacity(list.count)
        var first = 0
        while first < list.count {
            let part = list[first..<min(first + 5000, list.count)]
            first += part.count
            let reply = try call { command in
                command.append(sorted ? "ZMSCORE" as StaticString : "SMISMEMBER")
                command.append(key)
                for id in part { command.append(id) }
            }
            if sorted {
                found += kept(reply)
            } else {
                for mark in reply.elements { found.append(mark.integer == 1 ? Word("1") : nil) }
            }
        }
        return found
    }

    // MARK: Conditions

    private mutating func several(_ place: Int, _ count: Int) throws(BackendError) -> [FoundKey] {
        var list: [FoundKey] = []
        for _ in 0..<count { list.append(try select(place)) }
        return list
    }

    mutating func identified(_ model: ModelKeys, _ list: [Word]) throws(BackendError) -> FoundKey {
        let there = try existing(model, list)
        return try collected(zip(list, there).compactMap { $1 == nil ? nil : $0 })
    }

    mutating func valueSets(
        _ place: Int,
        _ attribute: Word,
        _ values: [Word]
    ) throws(BackendError) -> FoundKey {
        guard !values.isEmpty else { return try collected([]) }
        let model = models[place]
        let prefix = indexPrefix(model, attribute)
        return try combined(
            "UNION",
            values.map {
                FoundKey(key: arena.keep(prefix.bytes, then: $0.bytes), sorted: model.sorted)
            }
        )
    }

    /// What the keys of an attribute's sets by value start with.
    func indexPrefix(_ model: ModelKeys, _ attribute: Word) -> Word {
        let start = arena.keep(model.base.bytes, then: Word(":idx:").bytes)
        let named = arena.keep(start.bytes, then: attribute.bytes)
        return arena.keep(named.bytes, then: Word(":").bytes)
    }

    func uniqueKey(_ model: ModelKeys, _ attribute: Word) -> Word {
        let start = arena.keep(model.base.bytes, then: Word(":uni:").bytes)
        return arena.keep(start.bytes, then: attribute.bytes)
    }

    func rangeKey(_ model: ModelKeys, _ attribute: Word) -> Word {
        let start = arena.keep(model.base.bytes, then: Word(":rng:").bytes)
        return arena.keep(start.bytes, then: attribute.bytes)
    }

    /// The objects that have these unique values.
    mutating func owners(
        _ model: ModelKeys,
        _ attribute: Word,
        _ values: [Word]
    ) throws(BackendError) -> [Word] {
        let key = uniqueKey(model, attribute)
        var found: [Word] = []
        var first = 0
        while first < values.count {
            let part = values[first..<min(first + 5000, values.count)]
            let reply = try call { command in
                command.append("HMGET" as StaticString)
                command.append(key)
                for value in part { command.append(value) }
            }
            found += kept(reply).compactMap { $0 }
            first += part.count
        }
        return found
    }

    private mutating func unowned(_ model: ModelKeys) throws(BackendError) -> FoundKey {
        let key = uniqueKey(model, try take())
        let reply = try call { command in
            command.append("HVALS" as StaticString)
            command.append(key)
        }
        let owners = try collected(kept(reply).compactMap { $0 })
        return try combined("DIFF", [FoundKey(key: model.ids, sorted: model.sorted), owners])
    }

    mutating func empties(
        _ model: ModelKeys,
        _ attribute: Word,
        present: Bool
    ) throws(BackendError) -> FoundKey {
        let set = FoundKey(key: indexPrefix(model, attribute), sorted: model.sorted)
        var through: [Word] = []
        for id in try ids(set) where try has(attribute, model, id) == present {
            through.append(id)
        }
        return try collected(through)
    }

    private mutating func ranged(_ model: ModelKeys) throws(BackendError) -> FoundKey {
        let source = rangeKey(model, try take())
        let minimum = try take()
        let maximum = try take()
        let key = temporary()
        try perform { command in
            command.append("ZRANGESTORE" as StaticString)
            for word in [key, source, minimum, maximum, Word("BYSCORE")] { command.append(word) }
        }
        return try kept(key, sorted: true)
    }

    private mutating func conjunction(_ place: Int) throws(BackendError) -> FoundKey {
        let model = models[place]
        let wanted = try number()
        let excluded = try number()
        let scans = try number()
        var operands = try several(place, wanted)
        if operands.isEmpty { operands = [FoundKey(key: model.ids, sorted: model.sorted)] }
        var found = try combined("INTER", operands)
        if excluded > 0 { found = try combined("DIFF", [found] + (try several(place, excluded))) }
        for _ in 0..<scans {
            _ = try take()
            found = try scanned(model, found)
        }
        return found
    }

    // MARK: Keys of results

    /// A result that expires by itself if nobody fetches it.
    mutating func kept(_ key: Word, sorted: Bool) throws(BackendError) -> FoundKey {
        try perform { command in
            command.append("EXPIRE" as StaticString)
            command.append(key)
            command.append(10)
        }
        return FoundKey(key: key, sorted: sorted)
    }

    mutating func collected(_ list: [Word]) throws(BackendError) -> FoundKey {
        let key = temporary()
        try each(list) { command, part in
            command.append("SADD" as StaticString)
            command.append(key)
            for id in part { command.append(id) }
        }
        return try kept(key, sorted: false)
    }

    /// UNION, INTER or DIFF of several keys.
    mutating func combined(
        _ operation: StaticString,
        _ operands: [FoundKey]
    ) throws(BackendError) -> FoundKey {
        if operands.count == 1 { return operands[0] }
        let sorted = operands.contains { $0.sorted }
        let key = temporary()
        let name = "\(sorted ? "Z" : "S")\(operation)STORE"
        let needsScores = sorted && operation.description != "DIFF"
        var first = 0
        while first < operands.count {
            let part = operands[first..<min(first + 5000, operands.count)]
            try perform { command in
                command.append(name)
                command.append(key)
                if sorted { command.append(part.count + (first > 0 ? 1 : 0)) }
                if first > 0 { command.append(key) }
                for operand in part { command.append(operand.key) }
                if needsScores {
                    command.append("AGGREGATE" as StaticString)
                    command.append("MIN" as StaticString)
                }
            }
            first += part.count
        }
        return try kept(key, sorted: sorted)
    }
}
