import StdnetBackend

// Commands that add and remove entries.
extension Keyspace {
    mutating func xadd(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let options = try StreamAddOptions(call, isAdding: true, settings)
        let fields = call.dropFirst(options.idPosition + 1)
        guard fields.count >= 2, fields.count % 2 == 0 else { throw .wrongArity("xadd") }
        if let text = options.id, text.id(missingSequence: 0) == .zero {
            throw .init("ERR The ID specified in XADD must be greater than 0-0")
        }
        let found = try change(StreamContent.self, call[1])
        guard found != nil || options.makesStream else { return reply.null() }
        let id = try nextID(after: found?.box.content.lastID ?? .zero, options.id)
        guard fields.byteCount <= StreamChunkLimits.largestSize else {
            throw .streamElementsTooLarge
        }
        let stream = if let found { found.box } else { try write(StreamContent.self, call[1]) }
        stream.content.append(id, fields, StreamChunkLimits(settings))
        changed(call[1], .stream("xadd"))
        if let trim = options.trim, stream.content.trim(trim) > 0 {
            happened(call[1], .stream("xtrim"))
        }
        reply.streamID(id)
    }

    /// The id of a new entry.
    private func nextID(
        after last: StreamID,
        _ wanted: StreamIDText?
    ) throws(CommandError) -> StreamID {
        guard let following = last.successor else {
            throw .init(
                "ERR The stream has exhausted the last possible ID, unable to add more items"
            )
        }
        guard let wanted else {
            let present = StreamID(milliseconds: UInt64(max(now, 0)), sequence: 0)
            return present.milliseconds > last.milliseconds ? present : following
        }
        var id = wanted.id(missingSequence: 0)
        if id == nil {
            if last.milliseconds == wanted.milliseconds {
                // Redis has no text of its own for a millisecond without a free sequence number.
                guard last.sequence < .max else { throw .streamElementsTooLarge }
                return following
            }
            id = StreamID(milliseconds: wanted.milliseconds, sequence: 0)
        }
        guard let id, id > last else {
            throw .init(
                "ERR The ID specified in XADD is equal or smaller than the target stream top item"
            )
        }
        return id
    }

    mutating func xtrim(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let options = try StreamAddOptions(call, isAdding: false, settings)
        guard let (_, stream) = try change(StreamContent.self, call[1]), let trim = options.trim
        else { return reply.integer(0) }
        let removed = stream.content.trim(trim)
        if removed > 0 { changed(call[1], .stream("xtrim")) }
        reply.integer(removed)
    }

    mutating func xdel(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let (_, stream) = try change(StreamContent.self, call[1]) else {
            return reply.integer(0)
        }
        let removed = stream.content.remove(try call.streamIDs(from: 2))
        if removed > 0 { changed(call[1], .stream("xdel")) }
        reply.integer(removed)
    }

    mutating func xsetid(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let id = try call.streamID(2)
        var added: Int?
        var maxDeleted = StreamID.zero
        var position = 3
        while position < call.count {
            guard call.hasWord(after: position) else { throw .syntax }
            if call.isWord("ENTRIESADDED", at: position) {
                added = try call.requiredInteger(position + 1)
                if let added, added < 0 { throw .init("ERR entries_added must be positive") }
            } else if call.isWord("MAXDELETEDID", at: position) {
                maxDeleted = try call.streamID(position + 1)
                guard maxDeleted <= id else {
                    throw .init(
                        "ERR The ID specified in XSETID is smaller than the provided "
                            + "max_deleted_entry_id"
                    )
                }
            } else {
                throw .syntax
            }
            position += 2
        }
        guard let (_, stream) = try change(StreamContent.self, call[1]) else { throw .noSuchKey }
        if let last = stream.content.entries.lastID {
            guard id >= last else {
                throw .init(
                    "ERR The ID specified in XSETID is smaller than the target stream top item"
                )
            }
            if let added, added < stream.content.entries.count {
                throw .init(
                    "ERR The entries_added specified in XSETID is smaller than the target "
                        + "stream length"
                )
            }
        }
        stream.content.lastID = id
        if let added { stream.content.entriesAdded = added }
        if maxDeleted != .zero { stream.content.maxDeletedID = maxDeleted }
        happened(call[1], .stream("xsetid"))
        reply.ok()
    }
}

extension ArgumentView {
    /// All words from a position on, which must be ids.
    func streamIDs(from first: Int) throws(CommandError) -> [StreamID] {
        var ids: [StreamID] = []
        ids.reserveCapacity(count - first)
        for position in first..<count { ids.append(try streamID(position)) }
        return ids
    }
}

extension CommandError {
    static var streamElementsTooLarge: CommandError {
        .init("ERR Elements are too large to be stored")
    }
}
