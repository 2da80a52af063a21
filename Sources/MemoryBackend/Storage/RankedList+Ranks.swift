// Ranks.
extension RankedList {
    /// How many elements come before one, which need not be present.
    func rank(_ element: ScoredMember) -> Int {
        guard !chunks.isEmpty else { return 0 }
        let chunk = chunk(for: element)
        return sizes.sum(before: chunk) + cells(chunk).lowerBound(element)
    }

    /// How many elements, from the lowest, have a property that no element after the first without
    /// it has.
    func rank(where isBefore: (borrowing ScoredMember) -> Bool) -> Int {
        var low = 0
        var high = chunks.count
        while low < high {
            let middle = (low + high) / 2
            if isBefore(cells(middle)[0]) { low = middle + 1 } else { high = middle }
        }
        guard low > 0 else { return 0 }
        let chunk = low - 1
        var first = 0
        var end = cells(chunk).count
        while first < end {
            let middle = (first + end) / 2
            if isBefore(cells(chunk)[middle]) { first = middle + 1 } else { end = middle }
        }
        return sizes.sum(before: chunk) + first
    }

    /// Visits the elements of a range of ranks in order.
    func forEach(in ranks: Range<Int>, _ body: (borrowing ScoredMember) -> Void) {
        visit(ranks) { element in
            body(element)
            return true
        }
    }

    /// Visits the elements of a range of ranks in order, until the visitor has seen enough.
    func visit(_ ranks: Range<Int>, _ wantsMore: (borrowing ScoredMember) -> Bool) {
        var (chunk, offset) = sizes.place(of: ranks.lowerBound)
        var left = ranks.count
        while left > 0, chunk < chunks.count {
            let taken = min(left, cells(chunk).count - offset)
            for index in offset..<offset + taken where !wantsMore(cells(chunk)[index]) { return }
            left -= taken
            offset = 0
            chunk += 1
        }
    }

    /// Visits the elements of a range of ranks from the highest to the lowest.
    func forEachReversed(in ranks: Range<Int>, _ body: (borrowing ScoredMember) -> Void) {
        guard !ranks.isEmpty else { return }
        var (chunk, offset) = sizes.place(of: ranks.upperBound - 1)
        var left = ranks.count
        while left > 0 {
            let taken = min(left, offset + 1)
            for index in stride(from: offset, to: offset - taken, by: -1) {
                body(cells(chunk)[index])
            }
            left -= taken
            chunk -= 1
            if left > 0 { offset = cells(chunk).count - 1 }
        }
    }

    /// The element at a rank.
    subscript(rank: Int) -> ScoredMember {
        let (chunk, offset) = sizes.place(of: rank)
        return cells(chunk)[offset]
    }
}
