/// A place that a search found.
struct GeoMatch {
    let member: ByteString
    let score: Double
    let place: GeoPoint
    /// The distance from the center, in metres.
    let distance: Double
}

extension GeoArea {
    /// The places of a sorted set in this area, cell by cell, until a limit that is not 0.
    func matches(in set: SortedSet, limit: Int) -> [GeoMatch] {
        var matches: [GeoMatch] = []
        for cell in cells {
            guard limit == 0 || matches.count < limit else { break }
            let scores = cell.scores
            let first = set.order.rank { $0.score < scores.lowerBound }
            let end = set.order.rank { $0.score < scores.upperBound }
            guard first < end else { continue }
            set.order.visit(first..<end) { element in
                let place = GeoCell(score: element.score).center
                if let distance = distance(of: place) {
                    matches.append(
                        GeoMatch(
                            member: element.member,
                            score: element.score,
                            place: place,
                            distance: distance
                        )
                    )
                }
                return limit == 0 || matches.count < limit
            }
        }
        return matches
    }
}

extension [GeoMatch] {
    /// Sorts by distance, so far as the first `count` need it.
    ///
    /// Places at the same distance come in the order that Redis gives them: that in which they were
    /// found, unless only a part is sorted.
    mutating func sort(_ order: GeoQuery.Order, count: Int) {
        func compare(_ left: GeoMatch, _ right: GeoMatch) -> Int {
            let ascending =
                left.distance > right.distance ? 1 : left.distance == right.distance ? 0 : -1
            return order == .ascending ? ascending : -ascending
        }
        if count < self.count {
            partialSort(count: count, by: compare)
        } else {
            self = enumerated().sorted { left, right in
                let order = compare(left.element, right.element)
                return order != 0 ? order < 0 : left.offset < right.offset
            }.map(\.element)
        }
    }
}
