internal import StdnetCommands

/// What one structure of an object holds, as the bytes that it has at rest.
struct StoredStructure: Sendable, Equatable {
    let schema: StructureSchema
    /// The elements of a list and of a set; a score and an element, a time and a value, a name and a value
    /// in turn; the one text of a string and of an array, when there is one.
    var words: [Bytes]

    /// Takes what a server answers to ``read(_:_:into:)``; nil when that is not such a structure.
    ///
    /// What comes in no order is put in that of its bytes, so that the same contents are the same text.
    init?(_ reply: Reply, _ schema: StructureSchema) {
        self.init(schema, words: [])
        switch schema.type {
        case .list: words = reply.elements.compactMap(\.bytes)
        case .set: words = reply.elements.compactMap(\.bytes).sorted(by: Self.comesBefore)
        case .hash:
            guard let pairs = Self.pairs(reply) else { return nil }
            words = pairs.sorted { Self.comesBefore($0.0, $1.0) }.flatMap { [$0.0, $0.1] }
        case .zset:
            guard let pairs = Self.pairs(reply) else { return nil }
            words = pairs.flatMap { [$0.1, $0.0] }
        case .series:
            guard let pairs = Self.pairs(reply) else { return nil }
            for (member, time) in pairs {
                let value = member.withUnsafeBytes { SeriesMember.value(in: $0) }
                guard let value else { return nil }
                words += [time, value]
            }
        case .string, .array: words = reply.isNull ? [] : [reply.bytes ?? []]
        }
    }

    init(_ schema: StructureSchema, words: [Bytes]) {
        self.schema = schema
        self.words = words
    }

    /// Appends the command that reads all of a structure.
    static func read(_ schema: StructureSchema, _ key: String, into batch: inout CommandBatch) {
        let (verb, rest): (StaticString, [StaticString]) =
            switch schema.type {
            case .list: ("LRANGE", ["0", "-1"])
            case .set: ("SMEMBERS", [])
            case .hash: ("HGETALL", [])
            case .zset, .series: ("ZRANGE", ["0", "-1", "WITHSCORES"])
            case .string, .array: ("GET", [])
            }
        batch.append { words in
            words.append(verb)
            words.append(key)
            for word in rest { words.append(word) }
        }
    }

    /// Names and values, or members and scores, which may be doubles; nil for what is no pairs.
    private static func pairs(_ reply: Reply) -> [(Bytes, Bytes)]? {
        guard let pairs = try? reply.pairs(of: "pairs") else { return nil }
        return pairs.map { first, second in
            let number = second.kind == .double ? second.double.map { Bytes($0.text.utf8) } : nil
            return (first.bytes ?? [], number ?? second.bytes ?? [])
        }
    }

    private static func comesBefore(_ left: Bytes, _ right: Bytes) -> Bool {
        left.lexicographicallyPrecedes(right)
    }

    /// The commands that put this in place of what is there.
    func operations(of owner: StructureOperation.Owner) -> [StructureOperation] {
        let verb: StructureOperation.Verb =
            switch schema.type {
            case .list: .rpush
            case .set: .sadd
            case .hash: .hset
            case .zset, .series: .zadd
            case .string, .array: .set
            }
        let end = StructureOperation(.unlink, owner, schema.name, schema.type)
        guard !words.isEmpty else { return [end] }
        var begin = StructureOperation(verb, owner, schema.name, schema.type)
        for (place, word) in words.enumerated() {
            if schema.type == .series, !place.isMultiple(of: 2) {
                let time = Double(String(decoding: words[place - 1], as: UTF8.self)) ?? 0
                begin.append(word.withUnsafeBytes { SeriesMember.bytes(time: time, value: $0) })
            } else {
                begin.append(word)
            }
        }
        return [end, begin]
    }
}

extension ModelSchema {
    /// The structures that each object has.
    var ownStructures: [StructureSchema] { structures.filter { !$0.isStatic } }
}

extension Database {
    /// What the structures of some objects hold, 100 objects at a time, each time in one round trip.
    func storedStructures(
        of ids: [Bytes],
        _ schema: ModelSchema
    ) async throws(SerialisationFailure) -> [[StoredStructure]] {
        let structures = schema.ownStructures
        guard !structures.isEmpty else { return ids.map { _ in [] } }
        guard schemas[schema.name] != nil else { throw .structure(.unknownModel(schema.name)) }
        let layout = layout(of: schema.name)
        var found: [[StoredStructure]] = []
        for start in stride(from: 0, to: ids.count, by: 100) {
            var batch = CommandBatch(repeatable: true)
            for id in ids[start..<min(start + 100, ids.count)] {
                let id = String(decoding: id, as: UTF8.self)
                for structure in structures {
                    let key = layout.structure(structure.name, of: id)
                    StoredStructure.read(structure, key, into: &batch)
                }
            }
            let replies: [Reply]
            do throws(BackendError) { replies = try await checked(batch) } catch {
                throw .structure(.backend(error))
            }
            for first in stride(from: 0, to: replies.count, by: structures.count) {
                var own: [StoredStructure] = []
                for (structure, reply) in zip(structures, replies[first...]) {
                    guard let stored = StoredStructure(reply, structure) else {
                        throw .unwritable(
                            model: schema.name,
                            field: structure.name,
                            reason: "what it holds is not a time with a value"
                        )
                    }
                    own.append(stored)
                }
                found.append(own)
            }
        }
        return found
    }
}
