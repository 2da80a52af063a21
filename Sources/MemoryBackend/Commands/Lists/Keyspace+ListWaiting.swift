import StdnetBackend

// Commands that wait for a list.
extension Keyspace {
    /// BLPOP and BRPOP key… timeout.
    mutating func waitAndPop(
        _ call: ArgumentView,
        from end: ListEnd,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let deadline = try waitDeadline(call, at: call.count - 1)
        let keys = call.dropFirst().prefix(call.count - 2)
        guard let (key, position, list) = try firstList(at: keys) else {
            return wait(for: keys.all, until: deadline, &reply)
        }
        reply.array(2)
        reply.bulk(key)
        reply.bulkOrNull(list.content.pop(from: end))
        popped(from: end, of: list, key, at: position)
    }

    /// BLMPOP timeout keycount key… LEFT|RIGHT [COUNT count].
    mutating func blmpop(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let query = try MultiplePop(call, from: 2)
        let deadline = try waitDeadline(call, at: 1)
        if try !pop(query, &reply) { wait(for: query.keys.all, until: deadline, &reply) }
    }

    /// BLMOVE and BRPOPLPUSH source target … timeout.
    mutating func waitAndMove(
        _ call: ArgumentView,
        from source: ListEnd,
        to target: ListEnd,
        timeout: Int,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let deadline = try waitDeadline(call, at: timeout)
        let sources = call.dropFirst().prefix(1)
        if try firstList(at: sources) != nil {
            try moveElement(call, from: source, to: target, &reply)
        } else if mayWait {
            wait(for: sources.all, until: deadline, &reply)
        } else {
            // Here alone it is a null bulk string; when the time is up, it is a null array.
            reply.null()
        }
    }

    /// The first of some keys that holds a list.
    ///
    /// A command that waited is served by the key that became ready, and only when that is a list; at
    /// first a key of another type is an error.
    mutating func firstList(
        at keys: ArgumentView
    ) throws(CommandError) -> (key: RawBytes, position: Int, list: Box<ListContent>)? {
        for number in 0..<keys.count {
            let key = keys[number]
            if readyKey != nil, !mayServe(key) || !holdsList(key) { continue }
            if let (position, list) = try change(ListContent.self, key) {
                return (key, position, list)
            }
        }
        return nil
    }

    private func holdsList(_ key: RawBytes) -> Bool {
        if let position = find(key), case .list = slot(position).value { true } else { false }
    }
}
