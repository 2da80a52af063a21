import StdnetBackend

// Commands that change hashes.
extension Keyspace {
    mutating func hset(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard call.count % 2 == 0 else { throw .wrongArity("hset") }
        reply.integer(try setFields(call))
    }

    mutating func hmset(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard call.count % 2 == 0 else { throw .wrongArity("hmset") }
        _ = try setFields(call)
        reply.ok()
    }

    @inline(__always)
    private mutating func setFields(_ call: ArgumentView) throws(CommandError) -> Int {
        let room = (call.count - 2) / 2
        let hash = try write(HashContent.self, call[1], capacity: room)
        return hash.content.set(call, from: 2)
    }

    mutating func hsetnx(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let hash = try write(HashContent.self, call[1])
        let field = probe(call[2])
        guard hash.content.fields.find(field) == nil else { return reply.integer(0) }
        hash.content.fields.add(field, ByteString(call[3]))
        reply.integer(1)
    }

    mutating func hdel(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let (position, hash) = try change(HashContent.self, call[1]) else {
            return reply.integer(0)
        }
        var removed = 0
        for word in 2..<call.count {
            guard let found = hash.content.fields.find(probe(call[word])) else { continue }
            hash.content.fields.remove(at: found)
            removed += 1
        }
        if hash.content.isEmpty { remove(at: position) }
        reply.integer(removed)
    }

    mutating func hincrby(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let difference = try call.requiredInteger(3)
        var number = 0
        if let old = try hashValue(call) {
            guard let stored = old.withBytes({ Int(decimal: $0) }) else {
                throw .init("ERR hash value is not an integer")
            }
            number = stored
        }
        let (sum, isTooLarge) = number.addingReportingOverflow(difference)
        guard !isTooLarge else { throw .overflow }
        let hash = try write(HashContent.self, call[1])
        _ = hash.content.set(probe(call[2]), ByteString(String(sum)))
        reply.integer(sum)
    }

    mutating func hincrbyfloat(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard let difference = ExtendedFloat(text: call[3]) else { throw .notFloat }
        guard difference.isFinite else { throw .init("ERR value is NaN or Infinity") }
        var number: ExtendedFloat = 0
        if let old = try hashValue(call) {
            guard let stored = old.withBytes({ ExtendedFloat(text: $0) }) else {
                throw .init("ERR hash value is not a float")
            }
            number = stored
        }
        let sum = number + difference
        guard sum.isFinite else { throw .notFinite }
        let text = ByteString(sum.decimalText)
        let hash = try write(HashContent.self, call[1])
        _ = hash.content.set(probe(call[2]), text)
        reply.bulk(text)
    }
}
