import StdnetBackend

extension Keyspace {
    /// XREAD and XREADGROUP.
    mutating func xread(
        _ call: ArgumentView,
        isGroup: Bool,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let options = try StreamReadOptions(
            call,
            isGroup: isGroup,
            isInScript: isInScript,
            now: now
        )
        if let resumed { return try resumeRead(call, options, resumed, &reply) }
        let positions = try readPositions(call, options)
        let head = reply.count
        reply.map(0)
        var served = 0
        for (index, key) in options.keys.enumerated() {
            guard let start = try readStart(call[key], positions[index], options) else { continue }
            served += 1
            try serve(call, key: key, from: start, options, limit: options.count, &reply)
        }
        guard served == 0 else { return reply.setStreamCount(served, at: head) }
        reply.truncate(to: head)
        guard let deadline = options.deadline else { return reply.nothing() }
        wait(for: options.keys.map { call[$0] }, until: deadline, positions: positions, &reply)
    }

    /// After which id each stream is read; the greatest one stands for `>`.
    private func readPositions(
        _ call: ArgumentView,
        _ options: StreamReadOptions
    ) throws(CommandError) -> [StreamID] {
        var positions: [StreamID] = []
        for key in options.keys {
            let stream = try read(StreamContent.self, call[key])
            if let group = options.group, stream?.content.groups.find(group.name) == nil {
                throw .init(
                    "NOGROUP No such key '\(call.errorText(key))' or consumer group "
                        + "'\(call.errorText(options.groupPosition))' in XREADGROUP with GROUP "
                        + "option"
                )
            }
            let position = key + options.keys.count
            if call[position].elementsEqual("$".utf8) {
                guard options.group == nil else { throw Self.meaninglessDollar }
                positions.append(stream?.content.lastID ?? .zero)
            } else if call[position].elementsEqual(">".utf8) {
                guard options.group != nil else {
                    throw .init(
                        "ERR The > ID can be specified only when calling XREADGROUP using the "
                            + "GROUP <group> <consumer> option."
                    )
                }
                positions.append(.max)
            } else {
                positions.append(try call.streamID(position))
            }
        }
        return positions
    }

    private static var meaninglessDollar: CommandError {
        .init(
            "ERR The $ ID is meaningless in the context of XREADGROUP: you want to read the "
                + "history of this consumer by specifying a proper ID, or use the > ID to get new "
                + "messages. The $ ID would just return an empty result set."
        )
    }

    /// Where to start reading a stream; nil when it has nothing to read.
    private func readStart(
        _ key: RawBytes,
        _ position: StreamID,
        _ options: StreamReadOptions
    ) throws(CommandError) -> StreamReadStart? {
        guard let stream = try read(StreamContent.self, key) else { return nil }
        var after = position
        if let group = options.group, let place = stream.content.groups.find(group.name) {
            if let next = position.successor { return .pending(next) }
            after = stream.content.groups[place].lastID
        }
        // Who has waited is served even when what came has been trimmed at once.
        let lastID = resumed == nil ? stream.content.entries.lastID : stream.content.lastID
        guard let last = lastID, last > after else { return nil }
        return after.successor.map { .new($0) }
    }

    /// Appends a key and what is read of its stream.
    private mutating func serve(
        _ call: ArgumentView,
        key position: Int,
        from start: StreamReadStart,
        _ options: StreamReadOptions,
        limit: Int,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let key = call[position]
        if !reply.isRESP3 { reply.array(2) }
        reply.bulk(key)
        let limit = limit == 0 ? Int.max : limit
        guard let names = options.group else {
            let entries = waitingStream(key)?.content.entries ?? .init()
            return reply.entries(of: entries, from: start.id, limit: limit)
        }
        guard let (_, stream) = try change(StreamContent.self, key),
            let group = stream.content.groups.find(names.name)
        else { return reply.array(0) }
        let consumer = activeConsumer(names.consumer, of: group, in: stream, key)
        switch start {
        case .pending(let first):
            stream.replyPending(of: consumer, in: group, from: first, limit, now: now, &reply)
        case .new(let first):
            stream.deliver(
                to: options.isAcknowledged ? nil : consumer,
                in: group,
                from: first,
                limit,
                now: now,
                &reply
            )
        }
    }

    /// The number of a consumer, which is made when it is new, and is active now.
    mutating func activeConsumer(
        _ name: ByteString,
        of group: Int,
        in stream: Box<StreamContent>,
        _ key: RawBytes
    ) -> StreamConsumer.Number {
        if let number = stream.content.groups[group].findConsumer(name) {
            stream.content.groups[group].seeConsumer(number, at: now)
            return number
        }
        let number = stream.content.groups[group].addConsumer(name, seen: now)
        happened(key, .stream("xgroup-createconsumer"))
        return number
    }
}

// Waiting.
extension Keyspace {
    /// Without COUNT, a reader that has waited gets no more entries than this.
    private static var countAfterWaiting: Int { 1000 }

    /// Serves a reader that has waited from the first of its streams that has something new.
    private mutating func resumeRead(
        _ call: ArgumentView,
        _ options: StreamReadOptions,
        _ resumed: KeyWait,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        for (index, key) in options.keys.enumerated() where mayServe(call[key]) {
            // Of a stream that is named twice, only the first place counts for who waits.
            let isRepeated = options.keys.prefix(index).contains { call[$0].matches(call[key]) }
            if isRepeated { continue }
            guard let stream = waitingStream(call[key]) else {
                guard options.group == nil else {
                    throw .init("UNBLOCKED the stream key no longer exists")
                }
                continue
            }
            if let group = options.group, stream.content.groups.find(group.name) == nil {
                throw .init(
                    "NOGROUP the consumer group this client was blocked on no longer exists"
                )
            }
            let position = resumed.positions[index]
            guard let start = try readStart(call[key], position, options) else { continue }
            reply.map(1)
            if !reply.isRESP3 { reply.setStreamCount(1, at: reply.count - 1) }
            let limit = options.count == 0 ? Self.countAfterWaiting : options.count
            return try serve(call, key: key, from: start, options, limit: limit, &reply)
        }
        wait(
            for: options.keys.map { call[$0] },
            until: resumed.deadline,
            positions: resumed.positions,
            &reply
        )
    }

    /// The stream of a key; nil when it holds something else by now.
    private func waitingStream(_ key: RawBytes) -> Box<StreamContent>? {
        locate(key).flatMap { StreamContent.box(in: slot($0).value) }
    }
}

/// Where XREAD and XREADGROUP start in a stream.
private enum StreamReadStart {
    /// Among the entries that are pending for the consumer.
    case pending(StreamID)
    /// Among all.
    case new(StreamID)

    var id: StreamID {
        switch self {
        case .pending(let id), .new(let id): id
        }
    }
}

extension ReplyBuilder {
    /// Sets how many streams a reply has.
    fileprivate mutating func setStreamCount(_ count: Int, at head: Int) {
        setCount(isRESP3 ? 2 * count : count, at: head)
    }
}
