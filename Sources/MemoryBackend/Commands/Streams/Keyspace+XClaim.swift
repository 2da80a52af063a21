import StdnetBackend

extension Keyspace {
    mutating func xclaim(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let (_, stream) = try change(StreamContent.self, call[1], isRead: true),
            let group = stream.content.groups.find(ByteString(call[2]))
        else { throw .noKeyOrGroup(call) }
        let options = try StreamClaimOptions(call, now: now)
        if options.lastID > stream.content.groups[group].lastID {
            stream.content.groups[group].lastID = options.lastID
        }
        var claim = StreamClaim(stream: stream, group: group, consumer: ByteString(call[3]))
        claim.minimumIdle = options.minimumIdle
        claim.time = options.time
        claim.retryCount = options.retryCount
        claim.isIDOnly = options.isIDOnly
        let head = reply.count
        reply.array(0)
        var claimed = 0
        for id in options.ids {
            var delivery = stream.content.groups[group].pending[id]
            guard stream.content.entries.contains(id) else {
                stream.content.groups[group].forget(id)
                continue
            }
            if delivery == nil, options.isForced { delivery = StreamDelivery(time: now, count: 1) }
            if let delivery, self.claim(id, delivery, &claim, call[1], &reply) { claimed += 1 }
        }
        reply.setCount(claimed, at: head)
    }

    mutating func xautoclaim(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard let minimumIdle = call.integer(4) else {
            throw .init("ERR Invalid min-idle-time argument for XAUTOCLAIM")
        }
        var next = try call.streamRangeStart(5)
        let options = try StreamAutoClaimOptions(call)
        guard let (_, stream) = try change(StreamContent.self, call[1], isRead: true),
            let group = stream.content.groups.find(ByteString(call[2]))
        else { throw .noKeyOrGroup(call) }
        try options.checkMemory()
        var claim = StreamClaim(stream: stream, group: group, consumer: ByteString(call[3]))
        claim.minimumIdle = max(minimumIdle, 0)
        claim.time = now
        claim.isIDOnly = options.isIDOnly

        var entries = ReplyBuilder()
        entries.isRESP3 = reply.isRESP3
        var deleted: [StreamID] = []
        var claimed = 0
        // An entry that is not idle for long enough costs an attempt, but no place in the reply.
        var attempts = options.count * StreamAutoClaimOptions.attemptsPerEntry
        var isAtEnd = false
        while attempts > 0, claimed + deleted.count < options.count {
            guard let entry = stream.content.groups[group].pending.entry(atOrAfter: next) else {
                isAtEnd = true
                break
            }
            attempts -= 1
            if !stream.content.entries.contains(entry.id) {
                stream.content.groups[group].forget(entry.id)
                deleted.append(entry.id)
            } else if self.claim(entry.id, entry.value, &claim, call[1], &entries) {
                claimed += 1
            }
            guard let following = entry.id.successor else {
                isAtEnd = true
                break
            }
            next = following
        }
        let cursor = isAtEnd ? nil : stream.content.groups[group].pending.entry(atOrAfter: next)
        reply.array(3)
        reply.streamID(cursor?.id ?? .zero)
        reply.array(claimed)
        for entry in entries.finish() { reply.append(entry) }
        reply.array(deleted.count)
        for id in deleted { reply.streamID(id) }
    }

    /// Gives a pending entry to another consumer and appends it, and says whether it was idle for
    /// long enough.
    private mutating func claim(
        _ id: StreamID,
        _ delivery: StreamDelivery,
        _ claim: inout StreamClaim,
        _ key: RawBytes,
        _ reply: inout ReplyBuilder
    ) -> Bool {
        if delivery.consumer != nil, claim.minimumIdle > 0,
            now &- delivery.time < claim.minimumIdle
        {
            return false
        }
        let consumer =
            claim.consumer ?? activeConsumer(claim.name, of: claim.group, in: claim.stream, key)
        claim.consumer = consumer
        var count = delivery.count
        if let retryCount = claim.retryCount {
            count = retryCount
        } else if !claim.isIDOnly {
            count &+= 1
        }
        claim.stream.content.groups[claim.group].deliver(
            id,
            StreamDelivery(time: claim.time, count: count, consumer: consumer)
        )
        if claim.isIDOnly {
            reply.streamID(id)
        } else {
            _ = reply.entry(id, of: claim.stream.content.entries)
        }
        return true
    }
}

/// What XCLAIM and XAUTOCLAIM do with each entry.
private struct StreamClaim {
    let stream: Box<StreamContent>
    let group: Int
    /// The name of the new owner.
    let name: ByteString
    /// The new owner, as soon as there is something to own.
    var consumer: StreamConsumer.Number?
    var minimumIdle = 0
    /// When the entries count as delivered.
    var time = 0
    /// How often they count as delivered; nil for once more.
    var retryCount: Int?
    /// Whether the reply has ids alone, and the count of deliveries stays.
    var isIDOnly = false

    init(stream: Box<StreamContent>, group: Int, consumer: ByteString) {
        self.stream = stream
        self.group = group
        name = consumer
    }
}
