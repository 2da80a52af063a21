// Finding the place of an element.
extension RankedList {
    /// The last chunk that starts at or before an element.
    @inline(__always)
    func chunk(for element: borrowing ScoredMember) -> Int {
        let score = element.score
        return fences.withUnsafeBufferPointer { fences in
            var low = countBelow(score, fences.count) { fences[$0] }
            if low < fences.count, fences[low] == score {
                // Several chunks may start with this score: then their members tell.
                var end = fences.count
                while low < end {
                    let middle = (low + end) / 2
                    if fences[middle] > score
                        || element.member < cells(middle).members[0]
                    {
                        end = middle
                    } else {
                        low = middle + 1
                    }
                }
            }
            return max(low - 1, 0)
        }
    }
}

extension RankedCells {
    /// The first place that is not before an element.
    @inline(__always)
    func lowerBound(_ element: borrowing ScoredMember) -> Int {
        let score = element.score
        let scores = scores
        let count = count
        var low = countBelow(score, count) { scores[$0] }
        guard low < count, scores[low] == score else { return low }
        let members = members
        var end = count
        while low < end {
            let middle = (low + end) / 2
            if scores[middle] == score, members[middle] < element.member {
                low = middle + 1
            } else {
                end = middle
            }
        }
        return low
    }
}

/// How many of so many scores in order are below one.
///
/// The outcomes of comparisons are as good as random, so that a processor guesses half of them wrong
/// where it branches on them. So every eighth score is compared, then those between two of these, and
/// the outcomes are added up.
@inline(__always)
private func countBelow(_ score: Double, _ count: Int, _ at: (Int) -> Double) -> Int {
    var low = 0
    var end = count
    while end &- low > 128 {
        let middle = (low &+ end) / 2
        if at(middle) < score { low = middle &+ 1 } else { end = middle }
    }
    var eighths = 0
    var index = low &+ 7
    while index < end {
        eighths &+= bit(at(index) < score)
        index &+= 8
    }
    low &+= 8 &* eighths
    let last = min(low &+ 8, end)
    index = low
    while index < last {
        low &+= bit(at(index) < score)
        index &+= 1
    }
    return low
}

/// 1 for true: the choice of a number by a condition would become a branch.
@inline(__always)
private func bit(_ condition: Bool) -> Int { Int(unsafeBitCast(condition, to: UInt8.self)) }
