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

    /// Sets the fields from word 2 on, and says how many are new.
    @inline(__always)
    private mutating func setFields(_ call: ArgumentView) throws(CommandError) -> Int {
        let hash = try write(HashContent.self, call[1], capacity: (call.count - 2) / 2)
        var added = 0
        var position = 2
        while position < call.count {
            let field = table.seed.probe(call[position])
            if hash.content.set(field, call[position + 1], settings) { added += 1 }
            position += 2
        }
        changed(call[1], .hash("hset"))
        return added
    }

    mutating func hsetnx(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let hash = try write(HashContent.self, call[1])
        let field = table.seed.probe(call[2])
        guard hash.content.fields.find(field) == nil else { return reply.integer(0) }
        _ = hash.content.set(field, call[3], settings)
        reply.integer(1)
        changed(call[1], .hash("hset"))
    }

    mutating func hdel(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let (position, hash) = try change(HashContent.self, call[1]) else {
            return reply.integer(0)
        }
        var removed = 0
        for word in 2..<call.count where hash.content.remove(table.seed.probe(call[word])) {
            removed += 1
        }
        reply.integer(removed)
        guard removed > 0 else { return }
        changed(call[1], .hash("hdel"))
        if hash.content.isEmpty {
            remove(at: position)
            happened(call[1], .generic("del"))
        }
    }

    // Only a field that is there can make an increment fail, so no empty hash is left behind.
    mutating func hincrby(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let difference = try call.requiredInteger(3)
        let hash = try write(HashContent.self, call[1])
        let field = table.seed.probe(call[2])
        var number = 0
        if let old = hash.content.value(field) {
            guard let stored = old.withBytes({ Int(decimal: $0) }) else {
                throw .init("ERR hash value is not an integer")
            }
            number = stored
        }
        let (sum, isTooLarge) = number.addingReportingOverflow(difference)
        guard !isTooLarge else { throw .overflow }
        _ = ByteString(String(sum)).withBytes { hash.content.set(field, $0, settings) }
        reply.integer(sum)
        changed(call[1], .hash("hincrby"))
    }

    mutating func hincrbyfloat(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard let difference = ExtendedFloat(text: call[3]) else { throw .notFloat }
        guard difference.isFinite else { throw .init("ERR value is NaN or Infinity") }
        let hash = try write(HashContent.self, call[1])
        let field = table.seed.probe(call[2])
        var number: ExtendedFloat = 0
        if let old = hash.content.value(field) {
            guard let stored = old.withBytes({ ExtendedFloat(text: $0) }) else {
                throw .init("ERR hash value is not a float")
            }
            number = stored
        }
        let sum = number + difference
        guard sum.isFinite else { throw .notFinite }
        let text = ByteString(sum.decimalText)
        _ = text.withBytes { hash.content.set(field, $0, settings) }
        reply.bulk(text)
        changed(call[1], .hash("hincrbyfloat"))
    }
}
