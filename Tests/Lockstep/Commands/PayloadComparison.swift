import StdnetBackend

/// Compares payloads of DUMP.
///
/// Strings, small collections, sorted sets, streams and short lists are the same byte by byte, but for
/// the times in streams. Tables are written in the order of their hash function, whose seed is
/// chance, and lists in nodes that depend on how they grew, which memory does not keep: these must
/// hold the same when restored in either server.
struct PayloadComparison {
    private let circumstances: ReplyComparison.Circumstances

    init(_ circumstances: ReplyComparison.Circumstances) { self.circumstances = circumstances }

    private enum Kind {
        static let set: UInt8 = 2
        static let hash: UInt8 = 4
        static let list: UInt8 = 18
        static let stream: UInt8 = 19
    }

    /// The checksum at the end, of all that comes before it.
    private static let checksumSize = 8

    func accepts(_ mine: ReplyTree, _ theirs: ReplyTree) -> Bool {
        guard mine != theirs else { return true }
        guard case .bulk(let form, let payload) = mine, case .bulk(form, let other) = theirs,
            let kind = payload.first, kind == other.first, payload.count > Self.checksumSize
        else { return false }
        switch kind {
        case Kind.set, Kind.hash: return circumstances.holdSame(payload, other)
        case Kind.list:
            let isOneNode = payload[1] == 1 && other[1] == 1
            return !isOneNode && circumstances.holdSame(payload, other)
        case Kind.stream: return differInTimesOnly(payload, other)
        default: return false
        }
    }

    /// Whether all that differs is times, of eight bytes each, that are as close as the clocks are.
    private func differInTimesOnly(_ mine: Bytes, _ theirs: Bytes) -> Bool {
        guard mine.count == theirs.count else { return false }
        let end = mine.count - Self.checksumSize
        var place = 0
        while place < end {
            guard mine[place] != theirs[place] else {
                place += 1
                continue
            }
            let starts = max(0, place - 7)...min(place, end - 8)
            guard let start = starts.first(where: { isTime(mine, theirs, at: $0) }) else {
                return false
            }
            place = start + 8
        }
        return true
    }

    private func isTime(_ mine: Bytes, _ theirs: Bytes, at start: Int) -> Bool {
        let (time, other) = (number(mine, at: start), number(theirs, at: start))
        // An entry may be claimed as one that was delivered long ago.
        let past = 1 << 31
        let range = circumstances.start - past...circumstances.start + circumstances.patience
        return range.contains(time) && range.contains(other)
            && abs(time - other) <= circumstances.patience
    }

    private func number(_ bytes: Bytes, at start: Int) -> Int {
        bytes[start..<start + 8].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
