import StdnetBackend

// Commands that move and copy keys.
extension Keyspace {
    mutating func rename(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let position = find(call[1]) else { throw .noSuchKey }
        if !call[1].matches(call[2]) { move(from: position, to: call[2]) }
        reply.ok()
    }

    mutating func renamenx(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard let position = find(call[1]) else { throw .noSuchKey }
        guard find(call[2]) == nil else { return reply.integer(0) }
        move(from: position, to: call[2])
        reply.integer(1)
    }

    private mutating func move(from position: Int, to key: RawBytes) {
        let slot = slot(position)
        remove(at: position)
        put(slot.value, deadline: slot.deadline, at: key)
    }

    private mutating func put(_ value: StoredValue, deadline: Int, at key: RawBytes) {
        set(key, value)
        if deadline != .max, let position = find(key) { setDeadline(deadline, at: position) }
    }

    mutating func copy(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        var replaces = false
        var position = 3
        while position < call.count {
            if call.isWord("REPLACE", at: position) {
                replaces = true
            } else if call.isWord("DB", at: position), call.hasWord(after: position) {
                throw .unsupported("option 'DB' of command 'copy'")
            } else {
                throw .syntax
            }
            position += 1
        }
        guard !call[1].matches(call[2]) else {
            throw .init("ERR source and destination objects are the same")
        }
        guard let source = find(call[1]), replaces || find(call[2]) == nil else {
            return reply.integer(0)
        }
        let slot = slot(source)
        put(duplicate(slot.value), deadline: slot.deadline, at: call[2])
        reply.integer(1)
    }
}
