public import StdnetBackend

/// What becomes of the scores of a member that is in several sorted sets.
public enum ScoreAggregate: Sendable, Hashable {
    /// They are added.
    case sum
    /// The least counts.
    case min
    /// The greatest counts.
    case max
}

/// Several sorted sets and how they are put together.
@usableFromInline
struct SortedSetSources: Sendable {
    let keys: [CommandArgument]
    let weights: [Double]
    let aggregate: ScoreAggregate

    @usableFromInline
    init(
        _ keys: some Sequence<some CommandArgumentConvertible>,
        aggregate: ScoreAggregate = .sum
    ) {
        self.keys = keys.commandArguments
        weights = []
        self.aggregate = aggregate
    }

    @usableFromInline
    init<Key: CommandArgumentConvertible>(
        weighted keys: some Sequence<(key: Key, value: Double)>,
        aggregate: ScoreAggregate
    ) {
        let pairs = Array(keys)
        self.keys = pairs.map(\.key.commandArgument)
        weights = pairs.map(\.value)
        self.aggregate = aggregate
    }
}

extension Arguments {
    /// Appends how many keys there are, the keys, their weights and the aggregate; what is usual
    /// is left out.
    mutating func append(_ sources: SortedSetSources) {
        append(counting: sources.keys)
        if !sources.weights.isEmpty {
            append("WEIGHTS" as StaticString)
            for weight in sources.weights { append(weight) }
        }
        switch sources.aggregate {
        case .sum: break
        case .min:
            append("AGGREGATE" as StaticString)
            append("MIN" as StaticString)
        case .max:
            append("AGGREGATE" as StaticString)
            append("MAX" as StaticString)
        }
    }
}
