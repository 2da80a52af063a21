/// A value whose stored bytes are a number, in the order of the type: what a sorted set can keep.
///
/// Such a field may have `@Index(.range)` and `@Unique(.range)`, and may be the `@Ordering` of a model.
/// The numbers of Swift, `Decimal`, `Date` and ``Day`` are such values. An enum with raw numbers
/// joins by saying that it does:
///
/// ```swift
/// enum Priority: Int, ScoredValue { case low = 1, high = 2 }
/// ```
///
/// Scores are doubles. Values that share one are told apart where that matters: see ``sharesScore``.
public protocol ScoredValue: FieldValue, Comparable {
    /// Whether other values of the type have the same score as this one: then those that have it are
    /// compared by their digits when this one ends a range.
    ///
    /// If not written, it is so for integers of 2^53 and beyond and for all decimals. Their stored bytes
    /// must be plain then: digits without an exponent and without zeros that could be left out.
    var sharesScore: Bool { get }
}

extension ScoredValue {
    /// Whether other values of the type have the same score as this one.
    public var sharesScore: Bool {
        switch Self.kind {
        case .integer:
            stored.flatMap { Double(String(decoding: $0, as: UTF8.self)) }
                .map { $0.magnitude >= Double.firstSharedScore } ?? false
        case .decimal: true
        default: false
        }
    }
}

extension Double {
    /// 2^53: from here on not every integer has a double of its own.
    static var firstSharedScore: Double { 9_007_199_254_740_992 }
}

/// A value that may identify objects: it has one text, that text has no other value, and the text is UTF-8
/// without control characters.
///
/// Integers, `String`, ``Day``, `UUID` and ``ModelType`` are such values. Numbers with a fraction are
/// not, since one number has several texts ("5" and "5.0"); nor is `Date`, which is rounded when it is stored, nor
/// `URL`, since two URLs that differ may have one text, nor what may be nil. An enum with raw values joins by saying that it does:
///
/// ```swift
/// enum Currency: String, IDValue { case eur, usd }
/// ```
public protocol IDValue: FieldValue, Hashable {}
