import StdnetBackend

/// What a stream holds.
struct StreamContent: StoredCollection {
    var entries = StreamEntries()
    /// The id that was given last.
    var lastID = StreamID.zero
    /// The id of the first entry; zero when there is none.
    var firstID = StreamID.zero
    /// The greatest id that XDEL removed.
    var maxDeletedID = StreamID.zero
    /// How many entries were ever added.
    var entriesAdded = 0
    var groups = StreamGroups()

    init() {}
    init(seed: HashSeed, capacity: Int) {}

    /// A stream stays when its last entry goes.
    var isEmpty: Bool { false }

    /// What OBJECT ENCODING says.
    var encodingName: StaticString { "stream" }

    @inline(__always)
    static func box(in value: StoredValue) -> Box<StreamContent>? {
        if case .stream(let box) = value { return box }
        return nil
    }

    static func value(holding box: Box<StreamContent>) -> StoredValue { .stream(box) }

    /// Appends an entry with an id that is greater than ``lastID``.
    mutating func append(_ id: StreamID, _ fields: ArgumentView, _ limits: StreamChunkLimits) {
        entries.append(id, fields, limits)
        entriesAdded &+= 1
        lastID = id
        if entries.count == 1 { firstID = id }
    }

    /// Removes entries from the front, and returns how many.
    mutating func trim(_ trim: StreamTrim) -> Int {
        let removed = entries.trim(trim)
        if removed > 0 || entries.count == 0 { firstID = entries.firstID ?? .zero }
        return removed
    }

    /// Removes entries, and returns how many there were.
    mutating func remove(_ ids: [StreamID]) -> Int {
        var removed = 0
        var isFirstGone = false
        for id in ids where entries.remove(id) {
            removed += 1
            if id == firstID { isFirstGone = true }
            maxDeletedID = max(maxDeletedID, id)
        }
        if isFirstGone || entries.count == 0 { firstID = entries.firstID ?? .zero }
        return removed
    }
}
