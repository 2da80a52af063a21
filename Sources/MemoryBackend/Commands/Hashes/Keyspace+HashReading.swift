import StdnetBackend

// Commands that read hashes.
extension Keyspace {
    /// The value of the field at word 2 in the hash at word 1.
    func hashValue(_ call: ArgumentView) throws(CommandError) -> ByteString? {
        try read(HashContent.self, call[1])?.content.value(call[2])
    }

    func hget(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        reply.bulkOrNull(try hashValue(call))
    }

    func hmget(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let hash = try read(HashContent.self, call[1])
        reply.array(call.count - 2)
        for position in 2..<call.count {
            reply.bulkOrNull(hash?.content.value(call[position]))
        }
    }

    func hgetall(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let hash = try read(HashContent.self, call[1]) else { return reply.map(0) }
        reply.map(hash.content.fields.count)
        for position in 0..<hash.content.fields.count {
            let entry = hash.content.fields.entry(position)
            reply.bulk(entry.pointee.key)
            reply.bulk(entry.pointee.value)
        }
    }

    func hkeys(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let hash = try read(HashContent.self, call[1]) else { return reply.array(0) }
        reply.array(hash.content.fields.count)
        for position in 0..<hash.content.fields.count {
            reply.bulk(hash.content.fields.entry(position).pointee.key)
        }
    }

    func hvals(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let hash = try read(HashContent.self, call[1]) else { return reply.array(0) }
        reply.array(hash.content.fields.count)
        for position in 0..<hash.content.fields.count {
            reply.bulk(hash.content.fields.entry(position).pointee.value)
        }
    }

    mutating func hrandfield(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let choice = try RandomChoice(call, withValues: "WITHVALUES")
        guard let hash = try read(HashContent.self, call[1]) else { return choice.none(&reply) }
        let picked = choice.positions(in: hash.content.fields.count, &random)
        if choice.count != nil {
            let isFlat = choice.isWithValues && !reply.isRESP3
            reply.array(picked.count * (isFlat ? 2 : 1))
        }
        for position in picked {
            let entry = hash.content.fields.entry(position)
            if choice.isWithValues, reply.isRESP3 { reply.array(2) }
            reply.bulk(entry.pointee.key)
            if choice.isWithValues { reply.bulk(entry.pointee.value) }
        }
    }

    func hscan(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let cursor = UInt64(cursor: call[2]) else { throw .invalidCursor }
        let hash = try read(HashContent.self, call[1])
        guard let hash else { return ScanOptions.nothing(&reply) }
        let options = try ScanOptions(call, from: 3, allowsType: false)
        let write = {
            (entry: CompactTable<ByteString>.Entry, reply: inout ReplyBuilder) in
            reply.bulk(entry.pointee.key)
            reply.bulk(entry.pointee.value)
        }
        guard hash.content.isListpack else {
            return options.scan(hash.content.fields, from: cursor, &reply, write)
        }
        options.scanWhole(&reply) { reply in
            for position in 0..<hash.content.fields.count {
                let entry = hash.content.fields.entry(position)
                if options.admits(entry.pointee.key) { write(entry, &reply) }
            }
        }
    }
}
