import StdnetBackend

// SET and the commands that are forms of it.
extension Keyspace {
    mutating func set(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        if call.count == 3 {
            set(call[1], StoredValue(call[2]))
            return reply.ok()
        }
        let options = try SetOptions(call)
        let deadline = try options.expiry.deadline(call, now: now, command: "set")
        let position = find(call[1])
        if options.returnsOld {
            if let position { reply.bulk(try string(at: position)) } else { reply.null() }
        }
        if options.condition == .absent && position != nil
            || options.condition == .present && position == nil
        {
            if !options.returnsOld { reply.null() }
            return
        }
        if let position, options.expiry == .keep {
            replace(StoredValue(call[2]), at: position)
        } else {
            set(call[1], StoredValue(call[2]))
        }
        if let deadline, let position = find(call[1]) { setDeadline(deadline, at: position) }
        if !options.returnsOld { reply.ok() }
    }

    mutating func setnx(_ call: ArgumentView, _ reply: inout ReplyBuilder) {
        let isAbsent = find(call[1]) == nil
        if isAbsent { set(call[1], StoredValue(call[2])) }
        reply.integer(isAbsent ? 1 : 0)
    }

    mutating func setWithExpiry(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder,
        isMilliseconds: Bool
    ) throws(CommandError) {
        let expiry = Expiry.time(
            position: 2,
            isMilliseconds: isMilliseconds,
            isAbsolute: false
        )
        let deadline = try expiry.deadline(
            call,
            now: now,
            command: isMilliseconds ? "psetex" : "setex"
        )
        set(call[1], StoredValue(call[3]))
        if let deadline, let position = find(call[1]) { setDeadline(deadline, at: position) }
        reply.ok()
    }

    mutating func getset(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        reply.bulkOrNull(try string(call[1]))
        set(call[1], StoredValue(call[2]))
    }

    mutating func mset(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard call.count % 2 == 1 else { throw .wrongArity("mset") }
        for position in stride(from: 1, to: call.count, by: 2) {
            set(call[position], StoredValue(call[position + 1]))
        }
        reply.ok()
    }

    mutating func msetnx(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard call.count % 2 == 1 else { throw .wrongArity("msetnx") }
        for position in stride(from: 1, to: call.count, by: 2) {
            guard find(call[position]) == nil else { return reply.integer(0) }
        }
        for position in stride(from: 1, to: call.count, by: 2) {
            set(call[position], StoredValue(call[position + 1]))
        }
        reply.integer(1)
    }
}

/// The words after the value in SET.
private struct SetOptions {
    enum Condition {
        case always, absent, present
    }

    var condition = Condition.always
    var returnsOld = false
    var expiry = Expiry.none

    init(_ call: ArgumentView) throws(CommandError) {
        var position = 3
        while position < call.count {
            if condition != .present, call.isWord("NX", at: position) {
                condition = .absent
            } else if condition != .absent, call.isWord("XX", at: position) {
                condition = .present
            } else if call.isWord("GET", at: position) {
                returnsOld = true
            } else if let option = Expiry(call, position), option != .persist,
                option.mayFollow(expiry)
            {
                expiry = option
                position += option.wordCount - 1
            } else {
                throw .syntax
            }
            position += 1
        }
    }
}
