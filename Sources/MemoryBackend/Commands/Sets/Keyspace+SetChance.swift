import StdnetBackend

// Commands that choose members by chance.
extension Keyspace {
    mutating func srandmember(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let choice = try RandomChoice(call, withValues: nil)
        guard let set = try read(SetContent.self, call[1]) else { return choice.none(&reply) }
        let count = set.content.members.count
        if let wanted = choice.count, wanted >= count {
            reply.array(count)
            return set.content.visit { member in
                reply.bulk(member)
                return true
            }
        }
        let picked = choice.positions(in: count, &random)
        if choice.count != nil { reply.array(picked.count) }
        for position in picked { reply.bulk(set.content.members.entry(position).pointee.key) }
    }

    mutating func spop(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard call.count <= 3 else { throw .syntax }
        let wanted = call.count == 3 ? try call.requiredCount(2) : nil
        guard let (position, set) = try change(SetContent.self, call[1]) else {
            return wanted == nil ? reply.null() : reply.set(0)
        }
        guard wanted != 0 else { return reply.set(0) }
        if let wanted, wanted >= set.content.members.count {
            // Redis makes a new set of all members on the way, so integers come in their order, and
            // the key is read.
            lookups.counts.hits &+= 1
            set.content.settleEncoding(settings)
            reply.members(of: set.content)
            set.content.members = CompactTable(seed: table.seed, capacity: 0)
        } else {
            if let wanted { reply.set(wanted) }
            popMembers(wanted ?? 1, of: set, &reply)
        }
        happened(call[1], .set("spop"))
        if set.content.isEmpty {
            remove(at: position)
            happened(call[1], .generic("del"))
        }
        touched(call[1])
    }

    /// Removes members by chance and appends them.
    private mutating func popMembers(
        _ count: Int,
        of set: Box<SetContent>,
        _ reply: inout ReplyBuilder
    ) {
        for _ in 0..<count {
            let chosen = random.below(set.content.members.count)
            reply.bulk(set.content.members.remove(at: chosen))
        }
        // When few members stay, Redis moves these to a new set.
        let left = set.content.members.count
        if left > 0, left * 5 <= count { set.content.settleEncoding(settings) }
    }
}
