import StdnetBackend

/// Makes the rows of a stream; it remembers to which group and consumer the next ones belong.
final class StreamRows {
    private var group = Bytes()
    private var consumer = Bytes()

    func write(
        entry id: StreamEntryID,
        at place: Int64,
        _ fields: ArgumentView,
        of key: Int64,
        to writers: KeyspaceRowWriters
    ) throws(SnapshotError) {
        try writers.entry.appendRow { row in
            row.append(key)
            row.append(place)
            row.append(text: id.description)
        }
        var number: Int64 = 0
        while number * 2 + 1 < Int64(fields.count) {
            let first = Int(number) * 2
            try writers.entryField.appendRow { row in
                row.append(key)
                row.append(place)
                row.append(number)
                row.append(blob: fields[first])
                row.append(blob: fields[first + 1])
            }
            number += 1
        }
    }

    func write(
        stream state: StoredStream,
        of key: Int64,
        to writers: KeyspaceRowWriters
    ) throws(SnapshotError) {
        try writers.stream.appendRow { row in
            row.append(key)
            row.append(text: state.lastID.description)
            row.append(text: state.maxDeletedID.description)
            row.append(state.entriesAdded)
        }
    }

    func write(
        group name: UnsafeRawBufferPointer,
        _ state: StoredStreamGroup,
        of key: Int64,
        to writers: KeyspaceRowWriters
    ) throws(SnapshotError) {
        group = Bytes(name)
        try writers.group.appendRow { row in
            row.append(key)
            row.append(blob: name)
            row.append(text: state.lastID.description)
            if let read = state.entriesRead { row.append(read) } else { row.appendNull() }
        }
    }

    func write(
        consumer name: UnsafeRawBufferPointer,
        _ state: StoredStreamConsumer,
        of key: Int64,
        to writers: KeyspaceRowWriters
    ) throws(SnapshotError) {
        consumer = Bytes(name)
        try writers.consumer.appendRow { row in
            row.append(key)
            row.append(.blob(group))
            row.append(blob: name)
            row.append(state.seen)
            if let active = state.active { row.append(active) } else { row.appendNull() }
        }
    }

    func write(
        pending id: StreamEntryID,
        at place: Int64,
        _ delivery: StoredDelivery,
        of key: Int64,
        to writers: KeyspaceRowWriters
    ) throws(SnapshotError) {
        try writers.pending.appendRow { row in
            row.append(key)
            row.append(.blob(group))
            row.append(.blob(consumer))
            row.append(place)
            row.append(text: id.description)
            row.append(delivery.time)
            row.append(Int64(bitPattern: delivery.count))
        }
    }
}
