import StdnetBackend

// GET and the commands that are forms of it.
extension Keyspace {
    @inline(__always)
    mutating func get(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        try get(call[1], &reply)
    }

    /// Answers the string of a key, or a null; says where the key is.
    @inline(__always) @discardableResult
    private mutating func get(
        _ key: RawBytes,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) -> Int? {
        guard let position = find(key) else {
            reply.null()
            return nil
        }
        switch table.entry(position).pointee.value.value {
        case .inline(let bytes), .embedded(let bytes): bytes.withBytes { reply.bulk($0) }
        case .heap(let bytes), .raw(let bytes): bytes.withUnsafeBytes { reply.bulk($0) }
        default: throw .wrongType
        }
        return position
    }

    mutating func mget(_ call: ArgumentView, _ reply: inout ReplyBuilder) {
        reply.array(call.count - 1)
        for word in 1..<call.count {
            if let position = find(call[word]) {
                reply.bulkOrNull(slot(position).value.string)
            } else {
                reply.null()
            }
        }
    }

    mutating func getset(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        try get(call[1], &reply)
        set(call[1], StoredValue(call[2]))
        changed(call[1], .string("set"))
    }

    mutating func getdel(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let position = try get(call[1], &reply) else { return }
        remove(at: position)
        changed(call[1], .generic("del"))
    }

    mutating func getex(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        var expiry = Expiry.none
        var word = 2
        while word < call.count {
            guard let option = Expiry(call, word), option != .keep, option.mayFollow(expiry)
            else { throw .syntax }
            expiry = option
            word += option.wordCount
        }
        guard let position = try get(call[1], &reply) else { return }
        if let deadline = try expiry.deadline(call, now: now, command: "getex") {
            setDeadline(deadline, at: position)
            changed(call[1], deadline > now ? .generic("expire") : .generic("del"))
        } else if expiry == .persist, slot(position).deadline != .max {
            setDeadline(.max, at: position)
            changed(call[1], .generic("persist"))
        }
    }

    mutating func strlen(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        reply.integer(try readString(call[1])?.count ?? 0)
    }

    mutating func getrange(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let start = try call.requiredInteger(2)
        let end = try call.requiredInteger(3)
        guard let value = try readString(call[1]) else { return reply.bulk("") }
        value.withBytes { bytes in
            if start < 0, end < 0, start > end { return reply.bulk("") }
            let first = max(start < 0 ? start + bytes.count : start, 0)
            let last = min(max(end < 0 ? end + bytes.count : end, 0), bytes.count - 1)
            guard first <= last, !bytes.isEmpty else { return reply.bulk("") }
            reply.bulk(RawBytes(rebasing: bytes[first...last]))
        }
    }
}
