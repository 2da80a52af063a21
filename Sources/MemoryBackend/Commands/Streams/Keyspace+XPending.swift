import StdnetBackend

extension Keyspace {
    mutating func xack(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let (_, stream) = try change(StreamContent.self, call[1], isRead: true),
            let group = stream.content.groups.find(ByteString(call[2]))
        else { return reply.integer(0) }
        var acknowledged = 0
        for id in try call.streamIDs(from: 3) where stream.content.groups[group].forget(id) {
            acknowledged += 1
        }
        reply.integer(acknowledged)
    }

    func xpending(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard call.count == 3 || 6...9 ~= call.count else { throw .syntax }
        let query = try call.count == 3 ? nil : PendingQuery(call)
        guard let stream = try read(StreamContent.self, call[1]),
            let place = stream.content.groups.find(ByteString(call[2]))
        else { throw .noKeyOrGroup(call) }
        let group = stream.content.groups[place]
        guard let query else { return reply.pendingSummary(of: group) }
        reply.pending(of: group, query, now: now)
    }
}

/// What XPENDING is asked for, with a range.
private struct PendingQuery {
    let start: StreamID
    let end: StreamID
    let count: Int
    private(set) var minimumIdle = 0
    private(set) var consumer: ByteString?

    init(_ call: ArgumentView) throws(CommandError) {
        var first = 3
        if call.isWord("IDLE", at: 3) {
            minimumIdle = try call.requiredInteger(4)
            guard call.count >= 8 else { throw .syntax }
            first = 5
        }
        count = max(try call.requiredInteger(first + 2), 0)
        start = try call.streamRangeStart(first)
        end = try call.streamRangeEnd(first + 1)
        if first + 3 < call.count { consumer = ByteString(call[first + 3]) }
    }
}

extension ReplyBuilder {
    fileprivate mutating func pendingSummary(of group: StreamGroup) {
        array(4)
        integer(group.pending.count)
        guard let first = group.pending.first, let last = group.pending.last else {
            null()
            null()
            return nothing()
        }
        streamID(first.id)
        streamID(last.id)
        let head = count
        array(0)
        var consumers = 0
        group.forEachConsumer { consumer in
            guard !consumer.pending.isEmpty else { return }
            array(2)
            bulk(consumer.name)
            bulk(consumer.pending.count)
            consumers += 1
        }
        setCount(consumers, at: head)
    }

    fileprivate mutating func pending(of group: StreamGroup, _ query: PendingQuery, now: Int) {
        let head = count
        array(0)
        var found = 0
        /// Appends a delivery, and says whether to go on.
        func visit(_ id: StreamID, _ delivery: StreamDelivery) -> Bool {
            guard id <= query.end, found < query.count else { return false }
            let idle = now &- delivery.time
            guard query.minimumIdle == 0 || idle >= query.minimumIdle else { return true }
            found += 1
            array(4)
            streamID(id)
            bulk(delivery.consumer.flatMap { group.consumer($0)?.name } ?? .empty)
            integer(max(idle, 0))
            integer(delivery.count)
            return true
        }
        if let name = query.consumer {
            let consumer = group.findConsumer(name).flatMap { group.consumer($0) }
            consumer?.pending.forEach(from: query.start) { entry in
                group.pending[entry.id].map { visit(entry.id, $0) } ?? true
            }
        } else {
            group.pending.forEach(from: query.start) { visit($0.id, $0.value) }
        }
        setCount(found, at: head)
    }
}

extension CommandError {
    /// A key or group that XPENDING, XCLAIM or XAUTOCLAIM does not find.
    static func noKeyOrGroup(_ call: ArgumentView) -> CommandError {
        .init(
            "NOGROUP No such key '\(call.errorText(1))' or consumer group "
                + "'\(call.errorText(2))'"
        )
    }
}
