import DequeModule

/// What XADD and XTRIM remove from the front of a stream.
struct StreamTrim {
    enum Bound {
        /// Keep this many entries.
        case count(Int)
        /// Keep the entries from this id on.
        case id(StreamID)
    }

    let bound: Bound
    /// Whether only whole chunks go.
    let isApproximate: Bool
    /// The most entries to remove; 0 for no limit.
    let limit: Int
}

extension StreamEntries {
    /// Removes entries from the front, and returns how many.
    mutating func trim(_ trim: StreamTrim) -> Int {
        var removed = 0
        while !chunks.isEmpty, !isTrimmed(trim.bound) {
            let whole = chunks[0].count
            guard trim.limit == 0 || removed + whole <= trim.limit else { break }
            guard firstGoes(trim.bound) else {
                if !trim.isApproximate { removed += trimFirst(trim.bound) }
                break
            }
            count -= whole
            removed += whole
            chunks.removeFirst()
        }
        return removed
    }

    private func isTrimmed(_ bound: StreamTrim.Bound) -> Bool {
        if case .count(let kept) = bound { return count <= kept }
        return false
    }

    /// Whether the first chunk goes as a whole.
    private func firstGoes(_ bound: StreamTrim.Bound) -> Bool {
        switch bound {
        case .count(let kept): count - chunks[0].count >= kept
        case .id(let start): chunks[0].lastID < start
        }
    }

    /// Deletes entries of the first chunk, of which some stay.
    private mutating func trimFirst(_ bound: StreamTrim.Bound) -> Int {
        let live = chunks[0].count
        var removed = 0
        while removed < live, let entry = chunks[0].first {
            let stays =
                switch bound {
                case .count(let kept): count - removed <= kept
                case .id(let start): entry.id >= start
                }
            guard !stays else { break }
            chunks[0].markDeleted(at: entry.offset)
            removed += 1
        }
        chunks[0].setCounts(live - removed, chunks[0].deletedCount + removed)
        count -= removed
        return removed
    }
}
