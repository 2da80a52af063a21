import StdnetBackend

// Commands at the ends of lists.
extension Keyspace {
    @inline(__always)
    mutating func push(
        _ call: ArgumentView,
        to end: ListEnd,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let list = try write(ListContent.self, call[1])
        for position in 2..<call.count { list.content.push(ByteString(call[position]), to: end) }
        reply.integer(list.content.elements.count)
        changed(call[1], end == .left ? .list("lpush") : .list("rpush"))
    }

    mutating func pushIfPresent(
        _ call: ArgumentView,
        to end: ListEnd,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard find(call[1]) != nil else { return reply.integer(0) }
        try push(call, to: end, &reply)
    }

    @inline(__always)
    mutating func pop(
        _ call: ArgumentView,
        from end: ListEnd,
        name: String,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard call.count <= 3 else { throw .wrongArity(name) }
        let wanted = call.count == 3 ? try call.requiredCount(2) : nil
        guard let (position, list) = try change(ListContent.self, call[1]) else {
            return wanted == nil ? reply.null() : reply.nothing()
        }
        if let wanted {
            reply.pop(wanted, from: end, of: list)
            guard wanted > 0 else { return }
        } else {
            reply.bulkOrNull(list.content.pop(from: end))
        }
        popped(from: end, of: list, call[1], at: position)
    }

    /// LMPOP keycount key… LEFT|RIGHT [COUNT count].
    mutating func lmpop(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let query = try MultiplePop(call, from: 1)
        if try !pop(query, &reply) { reply.nothing() }
    }

    /// Pops from the first key that holds a list; false when none does.
    mutating func pop(
        _ query: MultiplePop,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) -> Bool {
        guard let (key, position, list) = try firstList(at: query.keys) else { return false }
        reply.array(2)
        reply.bulk(key)
        reply.pop(query.count, from: query.end, of: list)
        popped(from: query.end, of: list, key, at: position)
        return true
    }

    mutating func moveElement(
        _ call: ArgumentView,
        from source: ListEnd,
        to target: ListEnd,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard let (position, list) = try change(ListContent.self, call[1]) else {
            return reply.null()
        }
        _ = try read(ListContent.self, call[2])
        guard let element = list.content.pop(from: source) else { return reply.null() }
        try write(ListContent.self, call[2]).content.push(element, to: target)
        changed(call[2], target == .left ? .list("lpush") : .list("rpush"))
        reply.bulk(element)
        popped(from: source, of: list, call[1], at: position)
    }

    /// Notes that elements of a list were popped, and removes it when it is empty.
    @inline(__always)
    mutating func popped(
        from end: ListEnd,
        of list: Box<ListContent>,
        _ key: RawBytes,
        at position: Int
    ) {
        happened(key, end == .left ? .list("lpop") : .list("rpop"))
        if list.content.isEmpty {
            remove(at: position)
            happened(key, .generic("del"))
        }
        touched(key)
    }
}

extension ReplyBuilder {
    /// Pops up to so many elements of a list, and appends them as an array.
    fileprivate mutating func pop(_ count: Int, from end: ListEnd, of list: Box<ListContent>) {
        let count = min(count, list.content.elements.count)
        array(count)
        for _ in 0..<count { bulkOrNull(list.content.pop(from: end)) }
    }
}
