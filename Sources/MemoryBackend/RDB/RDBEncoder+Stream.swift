import DequeModule
import StdnetBackend
import StdnetRDB

extension RDBWriter {
    /// Appends a stream.
    mutating func append(_ stream: StreamContent) {
        length(stream.entries.chunks.count)
        for chunk in stream.entries.chunks {
            chunk.base.withSortableBytes { string($0) }
            chunk.list.bytes.withUnsafeBytes { string($0) }
        }
        length(stream.entries.count)
        id(stream.lastID)
        id(stream.firstID)
        id(stream.maxDeletedID)
        length(stream.entriesAdded)
        length(stream.groups.count)
        for position in stream.groups.indices { append(stream.groups[position]) }
    }

    private mutating func append(_ group: StreamGroup) {
        string(group.name)
        id(group.lastID)
        length(group.entriesRead ?? -1)
        length(group.pending.count)
        group.pending.forEach { entry in
            entry.id.withSortableBytes { raw($0) }
            littleEndian(entry.value.time)
            length(entry.value.count)
            return true
        }
        length(group.consumerNumbers.count)
        group.forEachConsumer { consumer in
            string(consumer.name)
            littleEndian(consumer.seen)
            length(consumer.pending.count)
            consumer.pending.forEach { entry in
                entry.id.withSortableBytes { raw($0) }
                return true
            }
        }
    }

    /// An id as two lengths.
    private mutating func id(_ id: StreamID) {
        number(id.milliseconds)
        number(id.sequence)
    }
}
