import StdnetBackend

extension Keyspace {
    func xlen(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        reply.integer(try read(StreamContent.self, call[1])?.content.entries.count ?? 0)
    }

    /// XRANGE, and XREVRANGE, which has its bounds the other way round.
    func xrange(
        _ call: ArgumentView,
        isReversed: Bool,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let start = try call.streamRangeStart(isReversed ? 3 : 2)
        let end = try call.streamRangeEnd(isReversed ? 2 : 3)
        var limit = Int.max
        var position = 4
        while position < call.count {
            guard call.isWord("COUNT", at: position), call.hasWord(after: position) else {
                throw .syntax
            }
            limit = max(try call.requiredInteger(position + 1), 0)
            position += 2
        }
        guard let stream = try read(StreamContent.self, call[1]) else { return reply.array(0) }
        guard limit > 0 else { return reply.nothing() }
        reply.entries(
            of: stream.content.entries,
            from: start,
            to: end,
            limit: limit,
            isReversed: isReversed
        )
    }
}

extension ReplyBuilder {
    /// Appends an array of entries.
    mutating func entries(
        of entries: borrowing StreamEntries,
        from start: StreamID = .zero,
        to end: StreamID = .max,
        limit: Int = .max,
        isReversed: Bool = false
    ) {
        let head = count
        array(0)
        var found = 0
        func visit(_ entry: StreamEntry, _ chunk: borrowing StreamChunk, _ bytes: RawBytes) -> Bool
        {
            self.entry(entry, of: chunk, in: bytes)
            found += 1
            return found < limit
        }
        if isReversed {
            entries.forEachReversed(from: start, to: end, visit)
        } else {
            entries.forEach(from: start, to: end, visit)
        }
        setCount(found, at: head)
    }
}
