import StdnetBackend

// Commands that find, list and remove keys.
extension Keyspace {
    mutating func del(_ call: ArgumentView, _ reply: inout ReplyBuilder) {
        var removed = 0
        for position in 1..<call.count where remove(call[position]) {
            changed(call[position], .generic("del"))
            removed += 1
        }
        reply.integer(removed)
    }

    func exists(_ call: ArgumentView, _ reply: inout ReplyBuilder) {
        var found = 0
        for position in 1..<call.count where look(call[position]) != nil { found += 1 }
        reply.integer(found)
    }

    func touch(_ call: ArgumentView, _ reply: inout ReplyBuilder) {
        var found = 0
        for position in 1..<call.count where find(call[position]) != nil { found += 1 }
        reply.integer(found)
    }

    func type(_ call: ArgumentView, _ reply: inout ReplyBuilder) {
        let type = look(call[1]).map { table.entry($0).pointee.value.value.type } ?? .none
        reply.status(type.rawValue)
    }

    func keys(_ call: ArgumentView, _ reply: inout ReplyBuilder) {
        let pattern = GlobPattern(call[1])
        let head = reply.count
        reply.array(0)
        for position in 0..<table.count {
            let entry = table.entry(position)
            guard !isOverdue(entry) else { continue }
            entry.pointee.key.withBytes { key in
                if pattern.admits(key) { reply.bulk(key) }
            }
        }
        reply.setCount(reply.count - head - 1, at: head)
    }

    mutating func scan(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let cursor = UInt64(cursor: call[1]) else { throw .invalidCursor }
        let options = try ScanOptions(call, from: 2, allowsType: true)
        var overdue: [ByteString] = []
        options.scan(table, from: cursor, &reply) { entry, reply in
            if options.type != nil { lookups.counts.hits &+= 1 }
            if isOverdue(entry) {
                overdue.append(entry.pointee.key)
            } else if options.type.map({ $0 == entry.pointee.value.value.type.rawValue }) ?? true {
                reply.bulk(entry.pointee.key)
            }
        }
        for key in overdue { key.withBytes { _ = removeOverdue($0) } }
    }

    mutating func randomkey(_ reply: inout ReplyBuilder) {
        while count > 0 {
            let entry = table.entry(random.below(count))
            guard isOverdue(entry) else { return reply.bulk(entry.pointee.key) }
            let key = entry.pointee.key
            key.withBytes { _ = removeOverdue($0) }
        }
        reply.null()
    }

    /// Whether a key's time is over, though it is there until somebody asks for it.
    private func isOverdue(_ entry: UnsafePointer<ByteTable<Slot>.Entry>) -> Bool {
        entry.pointee.value.deadline <= now
    }
}
