internal import StdnetBackend

/// Which entries of a stream are kept; the oldest ones go.
public struct StreamTrimming: Sendable, Hashable {
    /// What decides.
    public enum Rule: Sendable, Hashable {
        /// So many entries are kept: `MAXLEN`.
        case length(Int)
        /// The entries from this one on are kept: `MINID`.
        case from(StreamID)
    }

    /// How exact the rule is.
    public enum Precision: Sendable, Hashable {
        /// As told: `=`.
        case exact
        /// Whole nodes only, which is much cheaper: a few entries more stay; at most so many are
        /// deleted at once, and nil is the server's own limit: `~`.
        case approximate(limit: Int? = nil)
    }

    /// What decides.
    public let rule: Rule
    /// How exact the rule is.
    public let precision: Precision

    /// Keeps so many entries.
    @inlinable
    public static func length(_ count: Int, _ precision: Precision = .exact) -> StreamTrimming {
        StreamTrimming(.length(count), precision)
    }

    /// Keeps the entries from one on.
    @inlinable
    public static func from(_ id: StreamID, _ precision: Precision = .exact) -> StreamTrimming {
        StreamTrimming(.from(id), precision)
    }

    /// Puts a rule and its precision together.
    @inlinable
    public init(_ rule: Rule, _ precision: Precision = .exact) {
        self.rule = rule
        self.precision = precision
    }
}

extension Arguments {
    /// Appends `MAXLEN` or `MINID`, the precision, what is kept, and the limit.
    mutating func append(_ trimming: StreamTrimming) {
        switch trimming.rule {
        case .length: append("MAXLEN" as StaticString)
        case .from: append("MINID" as StaticString)
        }
        switch trimming.precision {
        case .exact: append("=" as StaticString)
        case .approximate: append("~" as StaticString)
        }
        switch trimming.rule {
        case .length(let count): append(count)
        case .from(let id): append(id)
        }
        if case .approximate(let limit) = trimming.precision { append("LIMIT", limit) }
    }
}
