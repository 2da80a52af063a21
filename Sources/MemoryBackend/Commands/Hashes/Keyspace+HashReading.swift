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

    func hashEntries(
        _ call: ArgumentView,
        fields: Bool,
        values: Bool,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard let hash = try read(HashContent.self, call[1]) else { return reply.array(0) }
        reply.array(hash.content.fields.count * (fields && values ? 2 : 1))
        for position in 0..<hash.content.fields.count {
            let entry = hash.content.fields.entry(position)
            if fields { reply.bulk(entry.pointee.key) }
            if values { reply.bulk(entry.pointee.value) }
        }
    }

    mutating func hrandfield(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let choice = try RandomChoice(call, withValues: "WITHVALUES")
        guard let hash = try read(HashContent.self, call[1]) else { return choice.none(&reply) }
        let table = hash.content.fields
        let picked = choice.positions(in: table.count, &random)
        if choice.count != nil { reply.array(picked.count * (choice.isWithValues ? 2 : 1)) }
        for position in picked {
            reply.bulk(table.entry(position).pointee.key)
            if choice.isWithValues { reply.bulk(table.entry(position).pointee.value) }
        }
    }

    func hscan(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let cursor = UInt64(cursor: call[2]) else { throw .invalidCursor }
        let hash = try read(HashContent.self, call[1])
        guard let hash else { return ScanOptions.nothing(&reply) }
        let options = try ScanOptions(call, from: 3, allowsType: false)
        options.scan(hash.content.fields, from: cursor, &reply) { entry, reply in
            reply.bulk(entry.pointee.key)
            reply.bulk(entry.pointee.value)
        }
    }
}
