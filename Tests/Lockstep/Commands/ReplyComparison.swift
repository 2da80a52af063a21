import StdnetBackend

/// How alike two replies have to be.
indirect enum ReplyComparison: Sendable {
    /// The same bytes.
    case exact
    /// The same values, in whatever order: sets and hashes in tables.
    case unordered
    /// The same values, in whatever order and number: SCAN while a table grows.
    case sameValues
    /// The same kinds and numbers of values: random choices.
    case shape
    /// The same, but for what depends on when exactly commands ran.
    case times
    /// The same payload, but for types that Redis writes in the order of its tables, or in nodes that
    /// depend on how a list or stream came about.
    case payload
    /// As many values, each compared on its own: EXEC.
    case each([ReplyComparison])
    /// Anything, but for errors.
    case any

    /// What may differ in times: how long a story takes at most, in milliseconds.
    static let patience = 100_000

    func accepts(_ one: Bytes, _ other: Bytes) -> Bool {
        one == other || accepts(ReplyTree(one), ReplyTree(other))
    }

    private func accepts(_ one: ReplyTree, _ other: ReplyTree) -> Bool {
        if one == other { return true }
        if one.isError || other.isError { return Self.haveSameText(one, other) }
        switch self {
        case .exact: return false
        case .any: return true
        case .unordered: return one.sorted == other.sorted
        case .sameValues: return Set(one.leaves) == Set(other.leaves)
        case .shape: return Self.haveSameShape(one, other)
        case .payload: return Self.haveSameFreedom(one, other)
        case .times: return Self.differInTimesOnly(one, other)
        case .each(let comparisons):
            guard case .list(let kind, let values) = one, case .list(kind, let others) = other,
                values.count == others.count, values.count == comparisons.count
            else { return false }
            return zip(comparisons, zip(values, others)).allSatisfy { $0.accepts($1.0, $1.1) }
        }
    }

    /// Errors of the memory backend are text, so that bytes that are none show as U+FFFD in them.
    private static func haveSameText(_ one: ReplyTree, _ other: ReplyTree) -> Bool {
        guard case .line(let kind, let text) = one, case .line(kind, let otherText) = other else {
            return false
        }
        return String(decoding: text, as: UTF8.self) == String(decoding: otherText, as: UTF8.self)
    }

    /// Whether both are payloads of one type, and it is a set, a hash, a list or a stream.
    private static func haveSameFreedom(_ one: ReplyTree, _ other: ReplyTree) -> Bool {
        guard case .bulk(_, let payload) = one, case .bulk(_, let otherPayload) = other,
            let type = payload.first, type == otherPayload.first
        else { return false }
        return [2, 4, 18, 19].contains(type)
    }

    private static func haveSameShape(_ one: ReplyTree, _ other: ReplyTree) -> Bool {
        switch (one, other) {
        case (.line(let kind, _), .line(let other, _)): kind == other
        case (.bulk(let kind, _), .bulk(let other, _)): kind == other
        case (.list(let kind, let values), .list(let otherKind, let others)):
            kind == otherKind && values.count == others.count
                && zip(values, others).allSatisfy { haveSameShape($0, $1) }
        default: false
        }
    }

    /// Numbers may differ by the length of a story, but for small ones, which are counts.
    private static func differInTimesOnly(_ one: ReplyTree, _ other: ReplyTree) -> Bool {
        if one == other { return true }
        switch (one, other) {
        case (.list(let kind, let values), .list(let otherKind, let others)):
            return kind == otherKind && values.count == others.count
                && zip(values, others).allSatisfy { differInTimesOnly($0, $1) }
        default:
            guard let number = one.number, let second = other.number else { return false }
            let (difference, isTooLarge) = number.subtractingReportingOverflow(second)
            return !isTooLarge && abs(difference) <= patience && number >= 0 && second >= 0
        }
    }
}
