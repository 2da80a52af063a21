import StdnetBackend

// GET and the commands that are forms of it.
extension Keyspace {
    @inline(__always)
    func get(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let position = find(call[1]) else { return reply.null() }
        switch table.entry(position).pointee.value.value {
        case .inline(let bytes): bytes.withBytes { reply.bulk($0) }
        case .heap(let bytes): bytes.withUnsafeBytes { reply.bulk($0) }
        default: throw .wrongType
        }
    }

    func mget(_ call: ArgumentView, _ reply: inout ReplyBuilder) {
        reply.array(call.count - 1)
        for position in 1..<call.count {
            let string = find(call[position]).flatMap { slot($0).value.string }
            reply.bulkOrNull(string)
        }
    }

    mutating func getdel(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let position = find(call[1]) else { return reply.null() }
        reply.bulk(try string(at: position))
        remove(at: position)
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
        guard let position = find(call[1]) else { return reply.null() }
        let value = try string(at: position)
        let deadline = try expiry.deadline(call, now: now, command: "getex")
        reply.bulk(value)
        if let deadline {
            setDeadline(deadline, at: position)
        } else if expiry == .persist {
            setDeadline(.max, at: position)
        }
    }

    func strlen(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        reply.integer(try string(call[1])?.count ?? 0)
    }

    func getrange(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let start = try call.requiredInteger(2)
        let end = try call.requiredInteger(3)
        guard let value = try string(call[1]) else { return reply.bulk("") }
        value.withBytes { bytes in
            if start < 0, end < 0, start > end { return reply.bulk("") }
            let first = max(start < 0 ? start + bytes.count : start, 0)
            let last = min(max(end < 0 ? end + bytes.count : end, 0), bytes.count - 1)
            guard first <= last, !bytes.isEmpty else { return reply.bulk("") }
            reply.bulk(RawBytes(rebasing: bytes[first...last]))
        }
    }
}
