import StdnetBackend

// What XREADGROUP does with a stream.
extension Box<StreamContent> {
    /// Appends new entries, and notes them as read by the group; they are pending for the consumer
    /// then, or for nobody.
    func deliver(
        to consumer: StreamConsumer.Number?,
        in group: Int,
        from start: StreamID,
        _ limit: Int,
        now: Int,
        _ reply: inout ReplyBuilder
    ) {
        let entries = content.entries
        let head = reply.count
        reply.array(0)
        var delivered = 0
        entries.forEach(from: start) { entry, chunk, bytes in
            if entry.id > content.groups[group].lastID {
                content.groups[group].entriesRead = content.entriesRead(
                    after: content.groups[group].entriesRead,
                    reading: entry.id
                )
                content.groups[group].lastID = entry.id
            }
            reply.entry(entry, of: chunk, in: bytes)
            if let consumer {
                let delivery = StreamDelivery(time: now, count: 1, consumer: consumer)
                content.groups[group].deliver(entry.id, delivery)
            }
            delivered += 1
            return delivered < limit
        }
        reply.setCount(delivered, at: head)
    }

    /// Appends entries that are pending for a consumer: once more delivered, but for those that
    /// were deleted since.
    func replyPending(
        of consumer: StreamConsumer.Number,
        in group: Int,
        from start: StreamID,
        _ limit: Int,
        now: Int,
        _ reply: inout ReplyBuilder
    ) {
        let head = reply.count
        reply.array(0)
        var found = 0
        content.groups[group].consumer(consumer)?.pending.forEach(from: start) { pending in
            if reply.entry(pending.id, of: content.entries) {
                content.groups[group].updateDelivery(pending.id) { delivery in
                    delivery.time = now
                    delivery.count &+= 1
                }
            } else {
                reply.array(2)
                reply.streamID(pending.id)
                reply.nothing()
            }
            found += 1
            return found < limit
        }
        reply.setCount(found, at: head)
    }
}
