import StdnetBackend

extension ListEnd {
    /// Reads LEFT or RIGHT.
    init(_ call: ArgumentView, _ position: Int) throws(CommandError) {
        if call.isWord("LEFT", at: position) {
            self = .left
        } else if call.isWord("RIGHT", at: position) {
            self = .right
        } else {
            throw .syntax
        }
    }
}

extension Keyspace {
    /// The commands of lists.
    static let listCommands: [CommandImplementation] = [
        .init("lpush") { (k, call, reply) throws(CommandError) in
            try k.push(call, to: .left, &reply)
        },
        .init("rpush") { (k, call, reply) throws(CommandError) in
            try k.push(call, to: .right, &reply)
        },
        .init("lpushx") { (k, call, reply) throws(CommandError) in
            try k.pushIfPresent(call, to: .left, &reply)
        },
        .init("rpushx") { (k, call, reply) throws(CommandError) in
            try k.pushIfPresent(call, to: .right, &reply)
        },
        .init("lpop") { (k, call, reply) throws(CommandError) in
            try k.pop(call, from: .left, name: "lpop", &reply)
        },
        .init("rpop") { (k, call, reply) throws(CommandError) in
            try k.pop(call, from: .right, name: "rpop", &reply)
        },
        .init("lmpop") { (k, call, reply) throws(CommandError) in try k.lmpop(call, &reply) },
        .init("lmove") { (k, call, reply) throws(CommandError) in
            let source = try ListEnd(call, 3)
            try k.moveElement(call, from: source, to: try ListEnd(call, 4), &reply)
        },
        .init("rpoplpush") { (k, call, reply) throws(CommandError) in
            try k.moveElement(call, from: .right, to: .left, &reply)
        },
        .init("blpop") { (k, call, reply) throws(CommandError) in
            try k.waitAndPop(call, from: .left, &reply)
        },
        .init("brpop") { (k, call, reply) throws(CommandError) in
            try k.waitAndPop(call, from: .right, &reply)
        },
        .init("blmpop") { (k, call, reply) throws(CommandError) in try k.blmpop(call, &reply) },
        .init("blmove") { (k, call, reply) throws(CommandError) in
            let source = try ListEnd(call, 3)
            let target = try ListEnd(call, 4)
            try k.waitAndMove(call, from: source, to: target, timeout: 5, &reply)
        },
        .init("brpoplpush") { (k, call, reply) throws(CommandError) in
            try k.waitAndMove(call, from: .right, to: .left, timeout: 3, &reply)
        },
        .init("llen") { (k, call, reply) throws(CommandError) in
            reply.integer(try k.read(ListContent.self, call[1])?.content.elements.count ?? 0)
        },
        .init("lrange") { (k, call, reply) throws(CommandError) in try k.lrange(call, &reply) },
        .init("lindex") { (k, call, reply) throws(CommandError) in try k.lindex(call, &reply) },
        .init("lpos") { (k, call, reply) throws(CommandError) in try k.lpos(call, &reply) },
        .init("lset") { (k, call, reply) throws(CommandError) in try k.lset(call, &reply) },
        .init("lrem") { (k, call, reply) throws(CommandError) in try k.lrem(call, &reply) },
        .init("ltrim") { (k, call, reply) throws(CommandError) in try k.ltrim(call, &reply) },
        .init("linsert") { (k, call, reply) throws(CommandError) in
            try k.linsert(call, &reply)
        },
    ]
}

/// A range of indexes as LRANGE, LTRIM and ZRANGE take it: negative ones count from the end.
///
/// - Returns: nil when the range is empty.
func resolvedRange(from start: Int, through end: Int, count: Int) -> Range<Int>? {
    let first = max(start < 0 ? start + count : start, 0)
    let last = min(end < 0 ? end + count : end, count - 1)
    return first <= last ? first..<last + 1 : nil
}
