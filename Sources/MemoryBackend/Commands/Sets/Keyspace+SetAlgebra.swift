import StdnetBackend

/// How sets are combined.
enum SetOperation {
    case intersection, union, difference
}

// Commands on several sets.
extension Keyspace {
    /// The combination of the sets of keys; a key that is not there is an empty set.
    func combine(
        _ operation: SetOperation,
        _ keys: ArgumentView
    ) throws(CommandError) -> SetContent {
        var sets: [SetContent?] = []
        sets.reserveCapacity(keys.count)
        for position in 0..<keys.count {
            sets.append(try read(SetContent.self, keys[position])?.content)
        }
        switch operation {
        case .intersection: return intersection(of: sets, limit: .max)
        case .union: return union(of: sets.compactMap { $0 })
        case .difference: return difference(of: sets)
        }
    }

    mutating func combineAndStore(
        _ operation: SetOperation,
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let result = try combine(operation, call.dropFirst(2))
        reply.integer(result.members.count)
        store(result, at: call[1])
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
        var sets: [SetContent?] = []
        for position in 2..<2 + count {
            sets.append(try read(SetContent.self, call[position])?.content)
        }
        let common = intersection(of: sets, limit: limit == 0 ? .max : limit)
        reply.integer(common.members.count)
    }

    /// What all sets have, up to a limit: the smallest is walked, the others are asked.
    private func intersection(of sets: [SetContent?], limit: Int) -> SetContent {
        var result = SetContent(seed: table.seed, capacity: 4)
        var present = sets.compactMap { $0 }
        guard present.count == sets.count else { return result }
        present.sort { $0.members.count < $1.members.count }
        let smallest = present.removeFirst()
        for position in 0..<smallest.members.count {
            let member = smallest.members.entry(position).pointee.key
            guard present.allSatisfy({ $0.members.find(member) != nil }) else { continue }
            result.members.add(member, ())
            if result.members.count == limit { break }
        }
        return result
    }

    /// What any set has: a copy of the largest, and what the others add to it.
    private func union(of sets: [SetContent]) -> SetContent {
        guard
            let largest = sets.indices.max(by: {
                sets[$0].members.count < sets[$1].members.count
            })
        else { return SetContent(seed: table.seed, capacity: 1) }
        var result = sets[largest]
        for index in sets.indices where index != largest {
            for position in 0..<sets[index].members.count {
                let member = sets[index].members.entry(position).pointee.key
                if result.members.find(member) == nil { result.members.add(member, ()) }
            }
        }
        return result
    }

    /// What the first set has and no other.
    private func difference(of sets: [SetContent?]) -> SetContent {
        var result = SetContent(seed: table.seed, capacity: 4)
        guard let first = sets.first, let first else { return result }
        let others = sets.dropFirst().compactMap { $0 }
        for position in 0..<first.members.count {
            let member = first.members.entry(position).pointee.key
            guard others.allSatisfy({ $0.members.find(member) == nil }) else { continue }
            result.members.add(member, ())
        }
        return result
    }
}
