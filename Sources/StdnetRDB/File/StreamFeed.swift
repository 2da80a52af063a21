import StdnetBackend

/// What of a stream has to be known until it is complete.
struct StreamFeed {
    /// What is pending in the group that is read, for consumers that are still to come.
    var deliveries: [StreamEntryID: StoredDelivery] = [:]
    /// The fields of the last entry, names and values in turn.
    private var fields = Arguments()
    private var count: UInt64 = 0
    private var firstID: StreamEntryID?
    private var lastEntryID: StreamEntryID?
    private var lastID = StreamEntryID.zero

    /// Takes an entry, which has to come after all others.
    mutating func add(_ id: StreamEntryID, _ parts: [RDBString]) throws(RDBError) {
        if let lastEntryID { guard lastEntryID < id else { throw .corrupt } }
        guard !parts.isEmpty else { throw .corrupt }
        if firstID == nil { firstID = id }
        lastEntryID = id
        count += 1
        fields.removeAll()
        for part in parts { part.withBytes { fields.append($0) } }
    }

    /// Takes out the fields of the last entry.
    mutating func takeFields() -> Arguments { fields.taken() }

    /// Keeps the memory of fields that are no longer needed.
    mutating func keep(_ fields: consuming Arguments) { self.fields = fields }

    /// What a sink is told of the stream.
    mutating func state(_ state: RDBStreamState) throws(RDBError) -> StoredStream {
        guard state.count == count else { throw .corrupt }
        if let lastEntryID { guard lastEntryID <= state.lastID else { throw .corrupt } }
        lastID = state.lastID
        guard let counters = state.counters else {
            return StoredStream(
                lastID: lastID,
                maxDeletedID: .zero,
                entriesAdded: Int64(clamping: count)
            )
        }
        return StoredStream(
            lastID: lastID,
            maxDeletedID: counters.maxDeletedID,
            entriesAdded: Int64(bitPattern: counters.added)
        )
    }

    /// How many entries a group has read; nil when nobody knows.
    ///
    /// Where the file does not say it, no entry was ever deleted as far as anybody knows.
    func entriesRead(_ counter: RDBStreamState.Counter, upTo id: StreamEntryID) -> Int64? {
        if case .known(let number) = counter { return number }
        guard count > 0, let firstID else { return 0 }
        if id >= lastID { return id == lastID ? Int64(clamping: count) : nil }
        guard id <= firstID else { return nil }
        return id == firstID ? 1 : 0
    }
}
