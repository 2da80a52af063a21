// How far a group has read: Redis's counters, which are unknown where deleted entries blur them.
extension StreamContent {
    /// Whether XDEL removed something at or after an id, among the entries that are left.
    private func hasGap(from start: StreamID) -> Bool {
        entries.count > 0 && maxDeletedID != .zero && firstID <= maxDeletedID
            && start <= maxDeletedID
    }

    /// How many entries were added up to an id; nil when nobody knows.
    func entriesAdded(upTo id: StreamID) -> Int? {
        guard entriesAdded != 0 else { return 0 }
        if entries.count == 0, id <= lastID { return entriesAdded }
        if id >= lastID { return id == lastID ? entriesAdded : nil }
        guard maxDeletedID == .zero || maxDeletedID < firstID, id <= firstID else { return nil }
        return entriesAdded &- entries.count &+ (id == firstID ? 1 : 0)
    }

    /// How many entries a group has not read yet; nil when nobody knows.
    func lag(of group: borrowing StreamGroup) -> Int? {
        guard entriesAdded != 0 else { return 0 }
        if let read = group.entriesRead, !hasGap(from: group.lastID) { return entriesAdded &- read }
        return entriesAdded(upTo: group.lastID).map { entriesAdded &- $0 }
    }

    /// The counter of a group that reads one entry more.
    func entriesRead(after read: Int?, reading id: StreamID) -> Int? {
        if let read, !hasGap(from: id) { return read &+ 1 }
        return entriesAdded != 0 ? entriesAdded(upTo: id) : read
    }
}
