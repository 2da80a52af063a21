import StdnetBackend

/// Reads the parts of one stream after the other, in the order in which sinks take them, or with the
/// entries at the end, as a server has to be given them.
final class StreamParts {
    private enum Phase {
        case entries, state, groups, consumers, pending, over
    }

    private let entries: SQLiteStatement
    private let state: SQLiteStatement
    private let groups: SQLiteStatement
    private let consumers: SQLiteStatement
    private let pending: SQLiteStatement
    private let groupsFirst: Bool
    private var phase = Phase.entries
    private var key: Int64 = 0
    private var group = Bytes()
    /// The fields of the entry that is next, whose first row was read already.
    private var fields = Arguments()
    private var nextEntry: (place: Int64, id: StreamEntryID)?

    init(of connection: SQLiteConnection, groupsFirst: Bool) throws(SnapshotError) {
        self.groupsFirst = groupsFirst
        entries = try SQLiteStatement(
            """
            SELECT e.entry, e.id, f.field, f.value FROM redis_stream_entry AS e
            LEFT JOIN redis_stream_field AS f ON f.key_id = e.key_id AND f.entry = e.entry
            WHERE e.key_id = ?1 ORDER BY e.entry, f.position
            """,
            on: connection
        )
        state = try SQLiteStatement(
            "SELECT last_id, max_deleted_id, entries_added FROM redis_stream WHERE key_id = ?1",
            on: connection
        )
        groups = try SQLiteStatement(
            """
            SELECT group_name, last_id, entries_read FROM redis_stream_group WHERE key_id = ?1
            """,
            on: connection
        )
        consumers = try SQLiteStatement(
            """
            SELECT consumer, seen_ms, active_ms FROM redis_stream_consumer
            WHERE key_id = ?1 AND group_name = ?2
            """,
            on: connection
        )
        pending = try SQLiteStatement(
            """
            SELECT id, delivered_ms, deliveries FROM redis_stream_pending
            WHERE key_id = ?1 AND group_name = ?2 AND consumer = ?3 ORDER BY position
            """,
            on: connection
        )
    }

    func start(_ id: Int64) {
        key = id
        nextEntry = nil
        fields.removeAll()
        if groupsFirst { startState() } else { startEntries() }
    }

    private func startEntries() {
        entries.start(key)
        phase = .entries
    }

    private func startState() {
        state.start(key)
        phase = .state
    }

    /// Gives the next part; false when there is none.
    func advance(
        into sink: inout some KeyspaceSink<SnapshotError>
    ) throws(SnapshotError) -> Bool {
        while true {
            switch phase {
            case .entries:
                if try giveEntry(&sink) { return true }
                finishEntries()
            case .state:
                guard try state.step() else { throw .damaged("a stream has no state") }
                try sink.stream(
                    StoredStream(
                        lastID: try Self.id(state, 0),
                        maxDeletedID: try Self.id(state, 1),
                        entriesAdded: state.integer(2)
                    )
                )
                state.reset()
                groups.start(key)
                phase = .groups
                return true
            case .groups:
                guard try groups.step() else {
                    groups.reset()
                    if groupsFirst { startEntries() } else { phase = .over }
                    continue
                }
                group = Bytes(groups.bytes(0))
                try sink.group(
                    groups.bytes(0),
                    StoredStreamGroup(
                        lastID: try Self.id(groups, 1),
                        entriesRead: groups.isNull(2) ? nil : groups.integer(2)
                    )
                )
                try consumers.start(key, group)
                phase = .consumers
                return true
            case .consumers:
                guard try consumers.step() else {
                    phase = .groups
                    continue
                }
                let name = consumers.bytes(0)
                try sink.consumer(
                    name,
                    StoredStreamConsumer(
                        seen: consumers.integer(1),
                        active: consumers.isNull(2) ? nil : consumers.integer(2)
                    )
                )
                try pending.start(key, group, Bytes(name))
                phase = .pending
                return true
            case .pending:
                guard try pending.step() else {
                    phase = .consumers
                    continue
                }
                let delivery = StoredDelivery(
                    time: pending.integer(1),
                    count: UInt64(bitPattern: pending.integer(2))
                )
                try sink.pending(try Self.id(pending, 0), delivery)
                return true
            case .over: return false
            }
        }
    }

    /// Gathers the rows of one entry; the first row of the next one is kept for the next call.
    private func giveEntry(
        _ sink: inout some KeyspaceSink<SnapshotError>
    ) throws(SnapshotError) -> Bool {
        while true {
            let found = try entries.step()
            let place = found ? entries.integer(0) : -1
            if let entry = nextEntry, entry.place != place {
                try fields.withView { view throws(SnapshotError) in
                    try sink.entry(entry.id, view)
                }
                fields.removeAll()
                nextEntry = nil
                if found { try keepRow(place) } else { finishEntries() }
                return true
            }
            guard found else { return false }
            try keepRow(place)
        }
    }

    private func finishEntries() {
        entries.reset()
        if groupsFirst { phase = .over } else { startState() }
    }

    private func keepRow(_ place: Int64) throws(SnapshotError) {
        if nextEntry == nil { nextEntry = (place, try Self.id(entries, 1)) }
        guard !entries.isNull(2) else { return }
        fields.append(entries.bytes(2))
        fields.append(entries.bytes(3))
    }

    private static func id(
        _ statement: SQLiteStatement,
        _ column: Int32
    ) throws(SnapshotError) -> StreamEntryID {
        guard let id = StreamEntryID(statement.text(column)) else {
            throw .damaged("'\(statement.text(column))' is no id of a stream")
        }
        return id
    }
}
