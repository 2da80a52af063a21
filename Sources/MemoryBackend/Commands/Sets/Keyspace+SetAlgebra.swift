import StdnetBackend

/// How sets are combined.
enum SetOperation {
    case intersection, union, difference
}

// Commands on several sets; a key that is not there is an empty set.
extension Keyspace {
    func sinter(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let sets = try sets(at: call.dropFirst())
        let head = reply.count
        reply.set(0)
        visitCommon(to: sets) { member in
            reply.bulk(member)
            return true
        }
        reply.setCount(reply.count - head - 1, at: head)
    }

    func sintercard(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let count = call.integer(1), count > 0 else {
            throw .init("ERR numkeys should be greater than 0")
        }
        guard count <= call.count - 2 else {
            throw .init("ERR Number of keys can't be greater than number of args")
        }
        var limit = 0
        var word = 2 + count
        while word < call.count {
            guard call.isWord("LIMIT", at: word), call.hasWord(after: word) else { throw .syntax }
            limit = try call.requiredCount(
                word + 1,
                otherwise: .init("ERR LIMIT can't be negative")
            )
            word += 2
        }
        let sets = try sets(at: call.dropFirst(2).prefix(count))
        var cardinality = 0
        visitCommon(to: sets) { _ in
            cardinality += 1
            return cardinality != limit
        }
        reply.integer(cardinality)
    }

    /// Gives a key the result of a command, and replies how large it is; an empty one removes the key.
    mutating func store(
        _ result: SetContent,
        at key: RawBytes,
        _ event: KeyEvent,
        _ reply: inout ReplyBuilder
    ) {
        reply.integer(result.members.count)
        if !result.isEmpty {
            store(result, at: key)
            changed(key, event)
        } else if remove(key) {
            changed(key, .generic("del"))
        }
    }

    /// What all sets have.
    func intersection(at keys: ArgumentView) throws(CommandError) -> SetContent {
        let sets = try sets(at: keys)
        var result = SetContent(seed: table.seed, capacity: 4)
        visitCommon(to: sets) { member in
            result.members.add(copy member, seed: table.seed)
            return true
        }
        result.settleEncoding(settings)
        return result
    }

    /// What any set has: a copy of the largest, and what the others add to it.
    func union(at keys: ArgumentView) throws(CommandError) -> SetContent {
        let sets = try sets(at: keys).compactMap { $0 }
        func size(_ index: Int) -> Int { sets[index].content.members.count }
        guard let largest = sets.indices.max(by: { size($0) < size($1) }) else {
            return SetContent(seed: table.seed, capacity: 1)
        }
        var result = sets[largest].content
        for index in sets.indices where sets[index] !== sets[largest] {
            let members = sets[index].content.members
            for position in 0..<members.count {
                let member = members.entry(position).pointee.key
                if result.members.find(member) == nil {
                    result.members.add(member, seed: table.seed)
                }
            }
        }
        result.settleEncoding(settings)
        return result
    }

    /// What the first set has and no other.
    func difference(at keys: ArgumentView) throws(CommandError) -> SetContent {
        let sets = try sets(at: keys)
        var result = SetContent(seed: table.seed, capacity: 4)
        let others = sets.dropFirst().compactMap { $0 }
        guard let first = sets.first, let first, !others.contains(where: { $0 === first }) else {
            return result
        }
        // Where the others are small, Redis copies the first and takes their members away.
        let size = first.content.members.count
        let total = others.reduce(size) { $0 + $1.content.members.count }
        if size * (others.count + 1) / 2 > total {
            result.members = first.content.members
            result.settleEncoding(settings)
            for other in others {
                let members = other.content.members
                for position in 0..<members.count {
                    guard let found = result.members.find(members.entry(position).pointee.key)
                    else { continue }
                    _ = result.members.remove(at: found)
                }
            }
        } else {
            first.content.visit { member in
                if !others.contains(where: { $0.content.members.find(copy member) != nil }) {
                    result.members.add(copy member, seed: table.seed)
                }
                return true
            }
            result.settleEncoding(settings)
        }
        return result
    }

    /// The sets of keys; nil where there is no key.
    private func sets(at keys: ArgumentView) throws(CommandError) -> [Box<SetContent>?] {
        var sets: [Box<SetContent>?] = []
        sets.reserveCapacity(keys.count)
        for number in 0..<keys.count { sets.append(try read(SetContent.self, keys[number])) }
        return sets
    }

    /// Visits what all sets have, as long as `body` says true: the smallest is walked, the others are
    /// asked.
    private func visitCommon(
        to sets: [Box<SetContent>?],
        _ body: (borrowing ByteString) -> Bool
    ) {
        var others = sets.compactMap { $0 }
        guard others.count == sets.count else { return }
        others.sort { $0.content.members.count < $1.content.members.count }
        let smallest = others.removeFirst()
        smallest.content.visit { member in
            let isCommon = member.withBytes { bytes in
                let member = table.seed.probe(bytes)
                return others.allSatisfy { $0.content.contains(member) }
            }
            return isCommon ? body(member) : true
        }
    }
}
