import StdnetBackend

// Commands on one set, and SMOVE.
extension Keyspace {
    mutating func sadd(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let set = try write(SetContent.self, call[1], capacity: call.count - 2)
        reply.integer(set.content.add(call, from: 2))
    }

    mutating func srem(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let (position, set) = try change(SetContent.self, call[1]) else {
            return reply.integer(0)
        }
        var removed = 0
        for word in 2..<call.count {
            guard let found = set.content.members.find(probe(call[word])) else { continue }
            set.content.members.remove(at: found)
            removed += 1
        }
        if set.content.isEmpty { remove(at: position) }
        reply.integer(removed)
    }

    mutating func smove(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let (position, source) = try change(SetContent.self, call[1]) else {
            return reply.integer(0)
        }
        _ = try read(SetContent.self, call[2])
        guard let found = source.content.members.find(probe(call[3])) else {
            return reply.integer(0)
        }
        guard !call[1].matches(call[2]) else { return reply.integer(1) }
        source.content.members.remove(at: found)
        if source.content.isEmpty { remove(at: position) }
        let target = try write(SetContent.self, call[2])
        _ = target.content.add(probe(call[3]))
        reply.integer(1)
    }

    mutating func spop(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard call.count <= 3 else { throw .syntax }
        let wanted = call.count == 3 ? try call.requiredCount(2) : nil
        guard let (position, set) = try change(SetContent.self, call[1]) else {
            return wanted == nil ? reply.null() : reply.array(0)
        }
        if let wanted { reply.array(min(wanted, set.content.members.count)) }
        for _ in 0..<min(wanted ?? 1, set.content.members.count) {
            let chosen = random.below(set.content.members.count)
            reply.bulk(set.content.members.remove(at: chosen).key)
        }
        if set.content.isEmpty { remove(at: position) }
    }

    func smembers(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let set = try read(SetContent.self, call[1]) else { return reply.array(0) }
        reply.members(of: set.content)
    }

    func sismember(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let set = try read(SetContent.self, call[1])
        reply.integer(set?.content.contains(call[2]) ?? false ? 1 : 0)
    }

    func smismember(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let set = try read(SetContent.self, call[1])
        reply.array(call.count - 2)
        for position in 2..<call.count {
            reply.integer(set?.content.contains(call[position]) ?? false ? 1 : 0)
        }
    }

    mutating func srandmember(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let choice = try RandomChoice(call, withValues: nil)
        guard let set = try read(SetContent.self, call[1]) else { return choice.none(&reply) }
        let picked = choice.positions(in: set.content.members.count, &random)
        if choice.count != nil { reply.array(picked.count) }
        for position in picked { reply.bulk(set.content.members.entry(position).pointee.key) }
    }

    func sscan(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let cursor = UInt64(cursor: call[2]) else { throw .invalidCursor }
        guard let set = try read(SetContent.self, call[1]) else {
            return ScanOptions.nothing(&reply)
        }
        let options = try ScanOptions(call, from: 3, allowsType: false)
        options.scan(set.content.members, from: cursor, &reply) { entry, reply in
            reply.bulk(entry.pointee.key)
        }
    }
}
