import StdnetBackend

// Commands on the members of a set, and SMOVE.
extension Keyspace {
    mutating func sadd(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let set = try write(SetContent.self, call[1], capacity: call.count - 2)
        var added = 0
        for word in 2..<call.count where set.content.add(table.seed.probe(call[word]), settings) {
            added += 1
        }
        reply.integer(added)
        if added > 0 { changed(call[1], .set("sadd")) }
    }

    mutating func srem(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let (position, set) = try change(SetContent.self, call[1]) else {
            return reply.integer(0)
        }
        var removed = 0
        for word in 2..<call.count where set.content.remove(table.seed.probe(call[word])) {
            removed += 1
        }
        reply.integer(removed)
        guard removed > 0 else { return }
        changed(call[1], .set("srem"))
        if set.content.isEmpty {
            remove(at: position)
            happened(call[1], .generic("del"))
        }
    }

    mutating func smove(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let (position, source) = try change(SetContent.self, call[1]) else {
            return reply.integer(0)
        }
        _ = try read(SetContent.self, call[2])
        let member = table.seed.probe(call[3])
        if call[1].matches(call[2]) {
            return reply.integer(source.content.contains(member) ? 1 : 0)
        }
        guard source.content.remove(member) else { return reply.integer(0) }
        happened(call[1], .set("srem"))
        if source.content.isEmpty {
            remove(at: position)
            happened(call[1], .generic("del"))
        }
        touched(call[1])
        let target = try write(SetContent.self, call[2])
        if target.content.add(member, settings) { changed(call[2], .set("sadd")) }
        reply.integer(1)
    }

    func smembers(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let set = try read(SetContent.self, call[1]) else { return reply.set(0) }
        reply.members(of: set.content)
    }

    func sismember(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let set = try read(SetContent.self, call[1])
        reply.integer(set?.content.contains(table.seed.probe(call[2])) ?? false ? 1 : 0)
    }

    func smismember(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let set = try read(SetContent.self, call[1])
        reply.array(call.count - 2)
        for word in 2..<call.count {
            reply.integer(set?.content.contains(table.seed.probe(call[word])) ?? false ? 1 : 0)
        }
    }

    func sscan(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let cursor = UInt64(cursor: call[2]) else { throw .invalidCursor }
        guard let set = try read(SetContent.self, call[1]) else {
            return ScanOptions.nothing(&reply)
        }
        let options = try ScanOptions(call, from: 3, allowsType: false)
        guard set.content.isIntset else {
            return options.scan(set.content.members, from: cursor, &reply) { entry, reply in
                reply.bulk(entry.pointee.key)
            }
        }
        options.scanWhole(&reply) { reply in
            set.content.visit { member in
                if options.admits(member) { reply.bulk(member) }
                return true
            }
        }
    }
}
