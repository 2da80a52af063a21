import StdnetBackend

/// What was denied lately, the last first: ACL LOG.
struct AccessLog {
    struct Entry {
        let reason: Reason
        let context: Context
        /// The command, the key or the channel; what asked for a login.
        let object: Bytes
        let user: Bytes
        var count = 1
        /// When it happened last, and to which client.
        var time: Int
        var client: String
    }

    enum Reason: String { case command, key, channel, auth }
    enum Context: String { case toplevel, multi, lua }

    private(set) var entries: [Entry] = []

    /// Within how many milliseconds the same thing is counted rather than noted again.
    private static let groupingTime = 60_000
    /// Among how many entries it is looked for.
    private static let groupingDepth = 10

    /// Notes what happened, and drops the oldest entries beyond a number.
    mutating func add(_ entry: Entry, limit: Int) {
        let place = entries.prefix(Self.groupingDepth).firstIndex { known in
            known.reason == entry.reason && known.context == entry.context
                && abs(known.time - entry.time) <= Self.groupingTime
                && known.object == entry.object && known.user == entry.user
        }
        if let place {
            var known = entries.remove(at: place)
            known.count += 1
            known.time = entry.time
            known.client = entry.client
            entries.insert(known, at: 0)
        } else {
            entries.insert(entry, at: 0)
            if entries.count > limit { entries.removeLast(entries.count - max(0, limit)) }
        }
    }

    mutating func removeAll() { entries = [] }
}
