import StdnetBackend

// Commands that find, list and remove keys.
extension Keyspace {
    mutating func del(_ call: ArgumentView, _ reply: inout ReplyBuilder) {
        var removed = 0
        for position in 1..<call.count where remove(call[position]) { removed += 1 }
        reply.integer(removed)
    }

    func exists(_ call: ArgumentView, _ reply: inout ReplyBuilder) {
        var found = 0
        for position in 1..<call.count where find(call[position]) != nil { found += 1 }
        reply.integer(found)
    }

    func type(_ call: ArgumentView, _ reply: inout ReplyBuilder) {
        let type = find(call[1]).map { table.entry($0).pointee.value.value.type } ?? .none
        reply.status(type.rawValue)
    }

    func keys(_ call: ArgumentView, _ reply: inout ReplyBuilder) {
        let pattern = GlobPattern(call[1])
        let head = reply.count
        reply.array(0)
        for position in 0..<table.count {
            table.entry(position).pointee.key.withBytes { key in
                if pattern.matches(key) { reply.bulk(key) }
            }
        }
        reply.setCount(reply.count - head - 1, at: head)
    }

    func scan(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let cursor = UInt64(cursor: call[1]) else { throw .invalidCursor }
        let options = try ScanOptions(call, from: 2, allowsType: true)
        options.scan(table, from: cursor, &reply) { entry, reply in
            if let type = options.type, type != entry.pointee.value.value.type.rawValue { return }
            reply.bulk(entry.pointee.key)
        }
    }

    mutating func randomkey(_ reply: inout ReplyBuilder) {
        guard count > 0 else { return reply.null() }
        reply.bulk(table.entry(random.below(count)).pointee.key)
    }

    mutating func flush(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let isKnown =
            call.count == 1
            || call.count == 2 && (call.isWord("ASYNC", at: 1) || call.isWord("SYNC", at: 1))
        guard isKnown else { throw .syntax }
        removeAll()
        reply.ok()
    }
}
