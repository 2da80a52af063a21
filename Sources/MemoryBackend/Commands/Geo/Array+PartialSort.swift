extension Array {
    /// Sorts so far as the first `count` elements need it.
    ///
    /// It is the quicksort of Bentley and McIlroy (Engineering a Sort Function), which Redis uses
    /// here: equal elements come out in the same order as there.
    mutating func partialSort(count: Int, by compare: (Element, Element) -> Int) {
        partialSort(0..<self.count, count: count, by: compare)
    }

    private mutating func partialSort(
        _ range: Range<Int>,
        count: Int,
        by compare: (Element, Element) -> Int
    ) {
        var range = range
        while true {
            guard range.count >= 7 else { return insertionSort(range, by: compare) }
            let start = range.lowerBound
            swapAt(start, pivot(of: range, by: compare))
            // Equal elements gather at both ends; smaller ones before `low`, larger after `high`.
            var equalBefore = start + 1
            var low = start + 1
            var high = range.upperBound - 1
            var equalAfter = high
            while true {
                while low <= high {
                    let order = compare(self[low], self[start])
                    guard order <= 0 else { break }
                    if order == 0 {
                        swapAt(equalBefore, low)
                        equalBefore += 1
                    }
                    low += 1
                }
                while low <= high {
                    let order = compare(self[high], self[start])
                    guard order >= 0 else { break }
                    if order == 0 {
                        swapAt(high, equalAfter)
                        equalAfter -= 1
                    }
                    high -= 1
                }
                if low > high { break }
                swapAt(low, high)
                low += 1
                high -= 1
            }
            // The equal ones go to the middle.
            exchange(start, low, Swift.min(equalBefore - start, low - equalBefore))
            let end = range.upperBound
            exchange(low, end, Swift.min(equalAfter - high, end - equalAfter - 1))
            let smaller = start..<start + (low - equalBefore)
            let larger = end - (equalAfter - high)..<end
            if smaller.count > 1, smaller.lowerBound < count {
                partialSort(smaller, count: count, by: compare)
            }
            guard larger.count > 1, larger.lowerBound < count else { return }
            range = larger
        }
    }

    /// Exchanges the elements from one position on with as many before another.
    private mutating func exchange(_ first: Int, _ end: Int, _ count: Int) {
        for offset in 0..<count { swapAt(first + offset, end - count + offset) }
    }

    private mutating func insertionSort(
        _ range: Range<Int>,
        by compare: (Element, Element) -> Int
    ) {
        for position in range.dropFirst() {
            var at = position
            while at > range.lowerBound, compare(self[at - 1], self[at]) > 0 {
                swapAt(at, at - 1)
                at -= 1
            }
        }
    }

    /// The middle of three elements, or of three such middles where there are many.
    private func pivot(of range: Range<Int>, by compare: (Element, Element) -> Int) -> Int {
        var low = range.lowerBound
        var middle = low + range.count / 2
        guard range.count > 7 else { return middle }
        var high = range.upperBound - 1
        if range.count > 40 {
            let step = range.count / 8
            low = median(low, low + step, low + 2 * step, by: compare)
            middle = median(middle - step, middle, middle + step, by: compare)
            high = median(high - 2 * step, high - step, high, by: compare)
        }
        return median(low, middle, high, by: compare)
    }

    private func median(
        _ first: Int,
        _ second: Int,
        _ third: Int,
        by compare: (Element, Element) -> Int
    ) -> Int {
        let (a, b, c) = (self[first], self[second], self[third])
        if compare(a, b) < 0 {
            return compare(b, c) < 0 ? second : compare(a, c) < 0 ? third : first
        }
        return compare(b, c) > 0 ? second : compare(a, c) < 0 ? first : third
    }
}
