import StdnetBackend

// SET and the commands that are forms of it.
extension Keyspace {
    @inline(__always)
    mutating func set(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        if call.count > 3 { return try setWithOptions(call, &reply) }
        set(call[1], StoredValue(call[2]))
        changed(call[1], .string("set"))
        reply.ok()
    }

    private mutating func setWithOptions(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let options = try SetOptions(call)
        let deadline = try options.expiry.deadline(call, now: now, command: "set")
        let position = options.returnsOld ? find(call[1]) : locate(call[1])
        if options.returnsOld {
            reply.bulkOrNull(
                try position.map { at throws(CommandError) in try string(at: at) }
            )
        }
        guard options.condition.allows(position != nil) else {
            if !options.returnsOld { reply.null() }
            return
        }
        if let position, options.expiry == .keep {
            replace(StoredValue(call[2]), at: position)
            changed(call[1], .string("set"))
        } else {
            set(call[1], StoredValue(call[2]), until: deadline)
        }
        if !options.returnsOld { reply.ok() }
    }

    /// Gives a key a string and a deadline; one that has passed ends the key at once.
    private mutating func set(_ key: RawBytes, _ value: StoredValue, until deadline: Int?) {
        let position = set(key, value)
        changed(key, .string("set"))
        guard let deadline else { return }
        setDeadline(deadline, at: position)
        happened(key, .generic("expire"))
        if deadline <= now { changed(key, .expired) }
    }

    mutating func setnx(_ call: ArgumentView, _ reply: inout ReplyBuilder) {
        guard find(call[1]) == nil else { return reply.integer(0) }
        set(call[1], StoredValue(call[2]))
        changed(call[1], .string("set"))
        reply.integer(1)
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
        set(call[1], StoredValue(call[3]), until: deadline)
        reply.ok()
    }

    mutating func mset(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard call.count % 2 == 1 else { throw .wrongArity("mset") }
        setAll(call)
        reply.ok()
    }

    mutating func msetnx(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard call.count % 2 == 1 else { throw .wrongArity("msetnx") }
        for word in stride(from: 1, to: call.count, by: 2) {
            guard find(call[word]) == nil else { return reply.integer(0) }
        }
        setAll(call)
        reply.integer(1)
    }

    private mutating func setAll(_ call: ArgumentView) {
        for word in stride(from: 1, to: call.count, by: 2) {
            set(call[word], StoredValue(call[word + 1]))
            changed(call[word], .string("set"))
        }
    }
}

/// The words after the value in SET.
private struct SetOptions {
    enum Condition {
        case always, absent, present

        func allows(_ isPresent: Bool) -> Bool {
            switch self {
            case .always: true
            case .absent: !isPresent
            case .present: isPresent
            }
        }
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
