/// A range of numbers, times or positions, in Swift's words: `1...5`, `1..<5`, `1...`, `...5`, `..<5`.
public protocol Interval<Bound> {
    /// What the ends are.
    associatedtype Bound: Comparable
    /// The ends.
    var ends: IntervalEnds<Bound> { get }
}

/// The two ends of a range; nil where it has none.
public struct IntervalEnds<Bound: Comparable> {
    /// The least value, which belongs to the range.
    public let lower: Bound?
    /// The greatest value, or the first that is beyond the range.
    public let upper: Bound?
    /// Whether `upper` belongs to the range.
    public let includesUpper: Bool
}

extension ClosedRange: Interval {
    /// The ends, both of which belong to it.
    public var ends: IntervalEnds<Bound> {
        IntervalEnds(lower: lowerBound, upper: upperBound, includesUpper: true)
    }
}
extension Range: Interval {
    /// The ends, the upper of which does not belong to it.
    public var ends: IntervalEnds<Bound> {
        IntervalEnds(lower: lowerBound, upper: upperBound, includesUpper: false)
    }
}
extension PartialRangeFrom: Interval {
    /// The lower end.
    public var ends: IntervalEnds<Bound> {
        IntervalEnds(lower: lowerBound, upper: nil, includesUpper: true)
    }
}
extension PartialRangeThrough: Interval {
    /// The upper end, which belongs to it.
    public var ends: IntervalEnds<Bound> {
        IntervalEnds(lower: nil, upper: upperBound, includesUpper: true)
    }
}
extension PartialRangeUpTo: Interval {
    /// The upper end, which does not belong to it.
    public var ends: IntervalEnds<Bound> {
        IntervalEnds(lower: nil, upper: upperBound, includesUpper: false)
    }
}

extension IntervalEnds<Int> {
    /// The first and the last position as Redis counts them, negative ones from the end; nil for a
    /// range of none.
    var positions: (first: Int, last: Int)? {
        let first = lower ?? 0
        guard let upper else { return (first, -1) }
        if includesUpper { return (first, upper) }
        // -1 would be the last one.
        guard upper != 0 || first < 0, upper != Int.min else { return nil }
        return (first, upper - 1)
    }
}

extension IntervalEnds: Sendable where Bound: Sendable {}
