import StdnetBackend

// Commands that move and copy keys.
extension Keyspace {
    mutating func rename(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let position = find(call[1]) else { throw .noSuchKey }
        if !call[1].matches(call[2]) { rename(call, from: position) }
        reply.ok()
    }

    mutating func renamenx(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard let position = find(call[1]) else { throw .noSuchKey }
        guard find(call[2]) == nil else { return reply.integer(0) }
        rename(call, from: position)
        reply.integer(1)
    }

    private mutating func rename(_ call: ArgumentView, from position: Int) {
        let slot = slot(position)
        remove(at: position)
        insert(slot.value, at: call[2], deadline: slot.deadline, use: slot.use)
        touched(call[1])
        touched(call[2])
        happened(call[1], .generic("rename_from"))
        happened(call[2], .generic("rename_to"))
    }

    mutating func move(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let home = selected
        let target = try call.requiredDatabase(2)
        guard target != home else { throw .sameObject }
        guard let position = find(call[1]) else { return reply.integer(0) }
        let slot = slot(position)
        select(target)
        removeOverdue(call[1])
        guard find(call[1]) == nil else {
            select(home)
            return reply.integer(0)
        }
        insert(slot.value, at: call[1], deadline: slot.deadline, use: slot.use)
        select(home)
        remove(call[1])
        changed(call[1], .generic("move_from"))
        select(target)
        changed(call[1], .generic("move_to"))
        select(home)
        reply.integer(1)
    }

    mutating func copy(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let home = selected
        var target = home
        var replaces = false
        var position = 3
        while position < call.count {
            if call.isWord("REPLACE", at: position) {
                replaces = true
            } else if call.isWord("DB", at: position), call.hasWord(after: position) {
                target = try call.requiredDatabase(position + 1)
                position += 1
            } else {
                throw .syntax
            }
            position += 1
        }
        guard target != home || !call[1].matches(call[2]) else { throw .sameObject }
        guard let source = find(call[1]) else { return reply.integer(0) }
        let slot = slot(source)
        select(target)
        removeOverdue(call[2])
        let isFree = locate(call[2]) == nil
        if isFree || replaces {
            insert(duplicate(slot.value), at: call[2], deadline: slot.deadline)
            changed(call[2], .generic("copy_to"))
        }
        select(home)
        reply.integer(isFree || replaces ? 1 : 0)
    }
}

extension CommandError {
    fileprivate static var sameObject: CommandError {
        .init("ERR source and destination objects are the same")
    }
}
