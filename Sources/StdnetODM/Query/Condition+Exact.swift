// Ranges of numbers of which several share a score, such as integers beyond 2^53 and decimals.
//
// Scores decide all but the objects that have the very score of a bound. These few are read, and their texts
// are compared: plain digits of one sign compare as their bytes do, as long as equally many of them stand
// before the point. Numbers that share a double differ in that at powers of ten only, where one begins with
// 9 and the other, which has one digit more, with 1.

extension Condition {
    /// The field lies between two values, exactly.
    static func between(_ path: Path, _ lower: Bound?, _ upper: Bound?) -> Condition {
        guard lower?.isNaN != true, upper?.isNaN != true else { return .none }
        guard lower?.sharesScore == true || upper?.sharesScore == true else {
            return .range(path, lower: lower, upper: upper)
        }
        return path.asked { field in
            if let lower, let upper, lower.score == upper.score {
                return both(field, lower, upper)
            }
            var parts: [Condition] = [
                .range(field, lower: lower?.withoutShared, upper: upper?.withoutShared)
            ]
            if let lower, lower.sharesScore {
                parts += lower.comparisons(isLower: true).map { at(lower, field, $0) }
            }
            if let upper, upper.sharesScore {
                parts += upper.comparisons(isLower: false).map { at(upper, field, $0) }
            }
            return .or(parts)
        }
    }

    /// The field compares with a value exactly, found by reading every candidate.
    static func scan(_ path: Path, _ comparison: Comparison, exactly bound: Bound) -> Condition {
        guard !bound.isNaN else { return .none }
        guard bound.sharesScore else {
            return .scan(path, comparison, bound.value)
        }
        let isLower = comparison == .greater || comparison == .greaterOrEqual
        return path.asked { field in
            let atScore: [Condition] = [
                .scan(field, .greaterOrEqual, bound.value),
                .scan(field, .lessOrEqual, bound.value),
            ]
            let equal = bound.comparisons(isLower: isLower).map {
                Condition.and(atScore + $0.map { $0.condition(field) })
            }
            return .or([.scan(field, isLower ? .greater : .less, bound.value)] + equal)
        }
    }

    private static func both(_ field: Path, _ lower: Bound, _ upper: Bound) -> Condition {
        let parts = lower.comparisons(isLower: true).flatMap { first in
            upper.comparisons(isLower: false).map { at(lower, field, first + $0) }
        }
        return parts.count == 1 ? parts[0] : .or(parts)
    }

    /// Those with the score of a bound that compare so.
    private static func at(
        _ bound: Bound,
        _ field: Path,
        _ comparisons: [ByteComparison]
    ) -> Condition {
        let score = Bound(value: bound.value, isIncluded: true)
        return .and(
            [.range(field, lower: score, upper: score)] + comparisons.map { $0.condition(field) }
        )
    }
}

/// A comparison of stored bytes.
private struct ByteComparison {
    let comparison: Condition.Comparison
    let operand: Bytes

    init(_ comparison: Condition.Comparison, _ operand: Bytes) {
        self.comparison = comparison
        self.operand = operand
    }

    func condition(_ field: Path) -> Condition {
        .scan(field, comparison, operand)
    }
}

extension Condition.Bound {
    /// The double that the script makes of it.
    fileprivate var score: Double? { Double(String(decoding: value, as: UTF8.self)) }
    fileprivate var isNaN: Bool { value == Bytes("nan".utf8) }

    /// The bound, without the objects that have its score if there are others than itself.
    fileprivate var withoutShared: Self {
        sharesScore ? Self(value: value, isIncluded: false) : self
    }

    /// What must be said of the bytes of those that have its score: one of these lists, and all of it.
    fileprivate func comparisons(isLower: Bool) -> [[ByteComparison]] {
        let isNegative = value.first == UInt8(ascii: "-")
        let sign: Bytes = isNegative ? [UInt8(ascii: "-")] : []
        let isGreater = isLower != isNegative
        let comparison: Condition.Comparison =
            switch (isGreater, isIncluded) {
            case (true, true): .bytesGreaterOrEqual
            case (true, false): .bytesGreater
            case (false, true): .bytesLessOrEqual
            case (false, false): .bytesLess
            }
        let digits = ByteComparison(comparison, value)
        let shorter = sign + [UInt8(ascii: "9")]
        switch (value.dropFirst(sign.count).first, isGreater) {
        case (UInt8(ascii: "9"), true):
            return [[digits], [ByteComparison(.bytesLess, sign + [UInt8(ascii: "2")])]]
        case (UInt8(ascii: "9"), false):
            return [[digits, ByteComparison(.bytesGreaterOrEqual, sign + [UInt8(ascii: "2")])]]
        case (UInt8(ascii: "1"), true): return [[digits, ByteComparison(.bytesLess, shorter)]]
        case (UInt8(ascii: "1"), false):
            return [[digits], [ByteComparison(.bytesGreaterOrEqual, shorter)]]
        default: return [[digits]]
        }
    }
}

extension Path {
    /// A condition on a field, asked of the object that has it: at the end of the way there.
    fileprivate func asked(_ condition: (Path) -> Condition) -> Condition {
        guard let hop = hops.last else { return condition(self) }
        let way = Path(hops: Array(hops.dropLast()), field: hop)
        return .refers(way, condition(Path(field: field)))
    }
}
