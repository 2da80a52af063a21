import StdnetBackend

extension Keyspace {
    /// The commands of hashes.
    static let hashCommands: [CommandImplementation] = [
        .init("hset") { (k, call, reply) throws(CommandError) in try k.hset(call, &reply) },
        .init("hmset") { (k, call, reply) throws(CommandError) in try k.hmset(call, &reply) },
        .init("hsetnx") { (k, call, reply) throws(CommandError) in try k.hsetnx(call, &reply) },
        .init("hget") { (k, call, reply) throws(CommandError) in try k.hget(call, &reply) },
        .init("hmget") { (k, call, reply) throws(CommandError) in try k.hmget(call, &reply) },
        .init("hgetall") { (k, call, reply) throws(CommandError) in
            try k.hashEntries(call, fields: true, values: true, &reply)
        },
        .init("hkeys") { (k, call, reply) throws(CommandError) in
            try k.hashEntries(call, fields: true, values: false, &reply)
        },
        .init("hvals") { (k, call, reply) throws(CommandError) in
            try k.hashEntries(call, fields: false, values: true, &reply)
        },
        .init("hdel") { (k, call, reply) throws(CommandError) in try k.hdel(call, &reply) },
        .init("hexists") { (k, call, reply) throws(CommandError) in
            reply.integer(try k.hashValue(call) == nil ? 0 : 1)
        },
        .init("hlen") { (k, call, reply) throws(CommandError) in
            reply.integer(try k.read(HashContent.self, call[1])?.content.fields.count ?? 0)
        },
        .init("hstrlen") { (k, call, reply) throws(CommandError) in
            reply.integer(try k.hashValue(call)?.count ?? 0)
        },
        .init("hincrby") { (k, call, reply) throws(CommandError) in
            try k.hincrby(call, &reply)
        },
        .init("hincrbyfloat") { (k, call, reply) throws(CommandError) in
            try k.hincrbyfloat(call, &reply)
        },
        .init("hrandfield") { (k, call, reply) throws(CommandError) in
            try k.hrandfield(call, &reply)
        },
        .init("hscan") { (k, call, reply) throws(CommandError) in try k.hscan(call, &reply) },
    ]
}

extension HashContent {
    /// Sets the fields and values from a position on, and says how many fields are new.
    mutating func set(_ call: ArgumentView, from first: Int) -> Int {
        var added = 0
        var position = first
        while position + 1 < call.count {
            if set(fields.probe(call[position]), ByteString(call[position + 1])) { added += 1 }
            position += 2
        }
        return added
    }

    /// Sets one field, and says whether it is new.
    @inline(__always)
    mutating func set(_ field: Probe, _ value: consuming ByteString) -> Bool {
        if let found = fields.find(field) {
            fields.setValue(value, at: found)
            return false
        }
        fields.add(field, value)
        return true
    }

    func value(_ field: RawBytes) -> ByteString? {
        fields.find(fields.probe(field)).map { fields.entry($0).pointee.value }
    }
}
