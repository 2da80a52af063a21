import StdnetBackend

/// The same keys as plain pipelined commands, without any check: what the work costs at the least.
struct RawItems {
    let backend: any Backend
    private let items = KeyLayout(namespace: "b.", model: Item.schema.name)
    private let samples = KeyLayout(namespace: "b.", model: Sample.schema.name)

    init(_ backend: any Backend) { self.backend = backend }

    /// Writes objects whose ids are their places from one, 500 at a time.
    func save(_ objects: [Item]) async throws {
        for start in stride(from: 0, to: objects.count, by: 500) {
            var batch = CommandBatch()
            for place in start..<min(start + 500, objects.count) {
                let item = objects[place]
                let id = "\(place + 1)"
                batch.append { words in
                    words.append("HSET" as StaticString)
                    words.append(joining: items.objectPrefix, id)
                    words.append("code" as StaticString)
                    words.append(item.code)
                    words.append("team" as StaticString)
                    words.append(item.team)
                    words.append("level" as StaticString)
                    words.append(item.level)
                    words.append("name" as StaticString)
                    words.append(item.name)
                    words.append("price" as StaticString)
                    words.append(item.price)
                }
                batch.add("SADD", items.ids, id)
                batch.add("HSET", items.unique("code"), item.code, id)
                batch.add("SADD", items.index("team", "\(item.team)"), id)
                batch.add("SADD", items.index("level", "\(item.level)"), id)
            }
            _ = try await run(batch)
        }
    }

    /// Takes objects away that are known.
    func delete(_ objects: [(id: Int, item: Item)]) async throws {
        var batch = CommandBatch()
        for (id, item) in objects {
            let id = "\(id)"
            batch.add("UNLINK", items.objectPrefix + id)
            batch.add("SREM", items.ids, id)
            batch.add("HDEL", items.unique("code"), item.code)
            batch.add("SREM", items.index("team", "\(item.team)"), id)
            batch.add("SREM", items.index("level", "\(item.level)"), id)
        }
        _ = try await run(batch)
    }

    /// Takes the objects of a level away, of which nothing is known: they are found, and what has indexes
    /// is read.
    func delete(level: Int) async throws {
        let ids = try await run(RawCommand("SMEMBERS", items.index("level", "\(level)")))
        var batch = CommandBatch()
        for id in ids.elements {
            batch.add("HMGET", items.objectPrefix + id.text, "code", "team", "level")
        }
        var doomed: [(id: Int, item: Item)] = []
        for (id, reply) in zip(ids.elements, try await run(batch)) {
            var fields = reply.elements
            guard let number = Int(id.text), let code = fields.next()?.text,
                let team = fields.next()?.integer, let level = fields.next()?.integer
            else { continue }
            var item = Item(number: 0)
            item.code = code
            item.team = team
            item.level = level
            doomed.append((number, item))
        }
        try await delete(doomed)
    }

    /// Reads objects by their ids, a thousand at a time.
    func load(_ ids: [String]) async throws -> [Item] {
        var found: [Item] = []
        found.reserveCapacity(ids.count)
        for start in stride(from: 0, to: ids.count, by: 1000) {
            let some = ids[start..<min(start + 1000, ids.count)]
            var batch = CommandBatch()
            for id in some {
                batch.add(
                    "HMGET",
                    items.objectPrefix + id,
                    "code",
                    "team",
                    "level",
                    "name",
                    "price"
                )
            }
            for (id, reply) in zip(some, try await run(batch)) {
                var fields = reply.elements
                guard let code = fields.next()?.text, let team = fields.next()?.integer,
                    let level = fields.next()?.integer, let name = fields.next()?.text,
                    let price = fields.next()?.double
                else { continue }
                var item = Item(number: 0)
                item.id = Int(id)
                item.code = code
                item.team = team
                item.level = level
                item.name = name
                item.price = price
                found.append(item)
            }
        }
        return found
    }

    /// The objects of a team.
    func team(_ team: Int) async throws -> [Item] {
        let ids = try await run(RawCommand("SMEMBERS", items.index("team", "\(team)")))
        return try await load(ids.elements.map(\.text))
    }

    /// How many objects are in a team and have a level.
    func count(team: Int, level: Int) async throws -> Int {
        let keys = [items.index("team", "\(team)"), items.index("level", "\(level)")]
        return try await run(RawCommand("SINTERCARD", 2, keys[0], keys[1])).integer ?? 0
    }

    /// The object with a code: two round trips, as the id has to be known.
    func item(code: String) async throws -> Item? {
        let id = try await run(RawCommand("HGET", items.unique("code"), code)).text
        return try await load([id]).first
    }

    /// The samples whose values are in a range.
    func samples(from lower: Int, below upper: Int) async throws -> [Sample] {
        try await load(
            samplesOf: try await run(
                RawCommand("ZRANGE", samples.range("value"), lower, "(\(upper)", "BYSCORE")
            )
        )
    }

    /// The samples with the lowest values.
    func firstSamples(_ count: Int) async throws -> [Sample] {
        try await load(
            samplesOf: try await run(RawCommand("ZRANGE", samples.range("value"), 0, count - 1))
        )
    }

    private func load(samplesOf ids: Reply) async throws -> [Sample] {
        let ids = ids.elements.map(\.text)
        var batch = CommandBatch()
        for id in ids { batch.add("HMGET", samples.objectPrefix + id, "value", "label") }
        return zip(ids, try await run(batch)).compactMap { id, reply in
            var fields = reply.elements
            guard let value = fields.next()?.integer, let label = fields.next()?.text else {
                return nil
            }
            var sample = Sample(number: 0, of: 1)
            sample.id = Int(id)
            sample.value = value
            sample.label = label
            return sample
        }
    }

    private func run(_ command: RawCommand) async throws -> Reply { try await backend.run(command) }

    private func run(_ batch: CommandBatch) async throws -> [Reply] {
        let replies = try await backend.execute(batch)
        for (place, reply) in replies.enumerated() { _ = try batch.checked(reply, at: place) }
        return replies
    }
}

extension CommandBatch {
    fileprivate mutating func add(_ words: String...) {
        append { arguments in for word in words { arguments.append(word) } }
    }
}
