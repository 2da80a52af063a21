extension ByteTable {
    /// Visits entries for SCAN until `limit` were seen, and returns the next cursor, 0 at the end.
    ///
    /// The cursor counts home slots with its bits reversed. An entry's home in an index of half or
    /// twice the size has the same low bits, so a scan visits every entry that stays from its start
    /// to its end, however often the table grows or shrinks meanwhile, and keeps no state for it.
    func scan(from start: UInt64, limit: Int, _ visit: (Int) -> Void) -> UInt64 {
        guard !index.isEmpty else {
            for position in 0..<count { visit(position) }
            return 0
        }
        let mask = index.mask
        var cursor = start
        var seen = 0
        repeat {
            let home = Int(truncatingIfNeeded: cursor) & mask
            var at = home
            while index[at] != 0 {
                if Int(index[at].tag) & mask == home {
                    visit(index[at].position)
                    seen += 1
                }
                at = (at + 1) & mask
            }
            cursor |= ~UInt64(mask)
            cursor = (cursor.bitsReversed &+ 1).bitsReversed
        } while cursor != 0 && seen < limit
        return cursor
    }
}

extension UInt64 {
    fileprivate var bitsReversed: UInt64 {
        var word = byteSwapped
        word = (word >> 4) & 0x0f0f_0f0f_0f0f_0f0f | (word & 0x0f0f_0f0f_0f0f_0f0f) << 4
        word = (word >> 2) & 0x3333_3333_3333_3333 | (word & 0x3333_3333_3333_3333) << 2
        return (word >> 1) & 0x5555_5555_5555_5555 | (word & 0x5555_5555_5555_5555) << 1
    }
}
