/// Which objects: a tree that the scripts evaluate.
///
/// What queries and filters are made of.
indirect enum Condition: Sendable, Equatable {
    case all
    case none
    /// The field has one of these values.
    case equal(Path, [Bytes])
    /// The field is absent.
    case missing(Path)
    /// The field lies between the bounds; nil is open.
    case range(Path, lower: Bound?, upper: Bound?)
    /// The reference at the end of the path refers to an object that meets the condition.
    case refers(Path, Condition)
    /// The field compares like this; found by reading every candidate.
    case scan(Path, Comparison, Bytes?)
    /// The field has one of the values that a field of other objects has.
    case within(Path, Values)
    /// The reference, to the model itself, leads over some steps to an object that meets the condition.
    case below(Path, Condition)
    /// The reference, to the model itself, leads here from one of these.
    case above(Path, [Bytes])
    case and([Condition])
    case or([Condition])
    case not(Condition)

    /// One end of a range.
    struct Bound: Sendable, Equatable {
        let value: Bytes
        let isIncluded: Bool
        /// Whether other values have the same score, so that a range by score alone says nothing of them.
        var sharesScore = false
    }

    /// The values of a field of what a query finds.
    struct Values: Sendable, Equatable {
        let model: String
        let condition: Condition
        let field: String
        /// Whether only some of what the query finds was asked for, which no condition can say.
        var isPart = false

        func check() throws(BackendError) {
            guard isPart else { return }
            throw .invalidRequest(
                "a sub-query of '\(model)' is cut to a part, and values are looked for among all: leave out prefix(_:) and its like"
            )
        }
    }

    /// How a scan compares.
    enum Comparison: String, Sendable {
        case equal = "=="
        case less = "<"
        case lessOrEqual = "<="
        case greater = ">"
        case greaterOrEqual = ">="
        case contains, prefix, suffix
        /// By bytes even where the field is numeric.
        case bytesLess = "bytes <"
        case bytesLessOrEqual = "bytes <="
        case bytesGreater = "bytes >"
        case bytesGreaterOrEqual = "bytes >="

        /// Without regard to whether letters of ASCII are capital.
        case equalFolded = "i=="
        case containsFolded = "icontains"
        case prefixFolded = "iprefix"
        case suffixFolded = "isuffix"

        /// Whether numbers are compared as their texts.
        var isByBytes: Bool { rawValue.hasPrefix("bytes ") }
        /// What the script calls it.
        var word: String { isByBytes ? String(rawValue.dropFirst(6)) : rawValue }
    }

    static func && (left: Self, right: Self) -> Self {
        var parts: [Condition] = []
        for part in left.conjuncts + right.conjuncts {
            let both = parts.indices.lazy.compactMap { place in
                parts[place].closed(by: part).map { (place, $0) }
            }
            if let (place, range) = both.first { parts[place] = range } else { parts.append(part) }
        }
        return parts.isEmpty ? .all : parts.count == 1 ? parts[0] : .and(parts)
    }

    private var conjuncts: [Condition] {
        switch self {
        case .all: []
        case .and(let parts): parts
        default: [self]
        }
    }

    /// The range between two ends that were said one by one; each alone would be half of all objects.
    private func closed(by other: Condition) -> Condition? {
        switch (self, other) {
        case (.range(let path, let lower?, nil), .range(let same, nil, let upper?))
        where path == same:
            .range(path, lower: lower, upper: upper)
        case (.range(let path, nil, let upper?), .range(let same, let lower?, nil))
        where path == same:
            .range(path, lower: lower, upper: upper)
        default: nil
        }
    }

    static func || (left: Self, right: Self) -> Self {
        switch (left, right) {
        case (.none, let other), (let other, .none): other
        case (.or(let first), .or(let second)): .or(first + second)
        case (.or(let first), let other): .or(first + [other])
        case (let other, .or(let rest)): .or([other] + rest)
        default: .or([left, right])
        }
    }

    static prefix func ! (condition: Self) -> Self {
        switch condition {
        case .all: .none
        case .none: .all
        case .not(let inner): inner
        default: .not(condition)
        }
    }
}

/// The way from a model to a field, through references.
struct Path: Sendable, Equatable {
    var hops: [String] = []
    var field: String
    /// What follows the name of the field in the hash, for one leaf of a field that has several.
    var leaf = ""

    func prefixed(by parent: Path) -> Path {
        Path(hops: parent.hops + [parent.field] + hops, field: field, leaf: leaf)
    }

    /// The names on the way, joined by dots.
    var dotted: String { (hops + [field]).joined(separator: ".") }

    /// The way without its first step.
    var rest: Path { Path(hops: Array(hops.dropFirst()), field: field, leaf: leaf) }
}
