import StdnetBackend

// What XINFO tells.
extension ReplyBuilder {
    mutating func streamInfo(of stream: StreamContent) {
        map(10)
        counters(of: stream)
        bulk("groups")
        integer(stream.groups.count)
        bulk("first-entry")
        edge(stream.entries, isLast: false)
        bulk("last-entry")
        edge(stream.entries, isLast: true)
    }

    /// Shows at most so many entries, and so many deliveries of each group and consumer.
    mutating func fullStreamInfo(of stream: StreamContent, limit: Int) {
        map(9)
        counters(of: stream)
        bulk("entries")
        entries(of: stream.entries, limit: limit)
        bulk("groups")
        array(stream.groups.count)
        for position in stream.groups.indices {
            fullInfo(of: stream.groups[position], in: stream, limit: limit)
        }
    }

    private mutating func counters(of stream: StreamContent) {
        bulk("length")
        integer(stream.entries.count)
        bulk("radix-tree-keys")
        integer(stream.entries.chunks.count)
        bulk("radix-tree-nodes")
        integer(stream.entries.radixTreeNodeCount)
        bulk("last-generated-id")
        streamID(stream.lastID)
        bulk("max-deleted-entry-id")
        streamID(stream.maxDeletedID)
        bulk("entries-added")
        integer(stream.entriesAdded)
        bulk("recorded-first-entry-id")
        streamID(stream.firstID)
    }

    /// The first or the last entry.
    private mutating func edge(_ entries: StreamEntries, isLast: Bool) {
        guard let id = isLast ? entries.lastID : entries.firstID else { return null() }
        _ = entry(id, of: entries)
    }

    private mutating func fullInfo(of group: StreamGroup, in stream: StreamContent, limit: Int) {
        map(7)
        bulk("name")
        bulk(group.name)
        progress(of: group, in: stream)
        bulk("pel-count")
        integer(group.pending.count)
        bulk("pending")
        array(min(limit, group.pending.count))
        var left = limit
        group.pending.forEach { entry in
            array(4)
            streamID(entry.id)
            bulk(entry.value.consumer.flatMap { group.consumer($0)?.name } ?? .empty)
            integer(entry.value.time)
            integer(entry.value.count)
            left -= 1
            return left > 0
        }
        bulk("consumers")
        array(group.consumerNumbers.count)
        group.forEachConsumer { consumerInfo(of: $0, in: group, limit: limit) }
    }

    private mutating func consumerInfo(
        of consumer: borrowing StreamConsumer,
        in group: StreamGroup,
        limit: Int
    ) {
        map(4)
        bulk("name")
        bulk(consumer.name)
        bulk("seen-time")
        integer(consumer.seen)
        bulk("pel-count")
        integer(consumer.pending.count)
        bulk("pending")
        array(min(limit, consumer.pending.count))
        var left = limit
        consumer.pending.forEach { entry in
            array(3)
            streamID(entry.id)
            let delivery = group.pending[entry.id]
            integer(delivery?.time ?? 0)
            integer(delivery?.count ?? 0)
            left -= 1
            return left > 0
        }
    }

    /// How far a group has read: three pairs.
    mutating func progress(of group: StreamGroup, in stream: StreamContent) {
        bulk("last-delivered-id")
        streamID(group.lastID)
        bulk("entries-read")
        integerOrNull(group.entriesRead)
        bulk("lag")
        integerOrNull(stream.lag(of: group))
    }
}
