internal import StdnetCommands

#if canImport(FoundationEssentials)
public import struct FoundationEssentials.Date
#else
public import struct Foundation.Date
#endif

extension RemoteSeries.Handle {
    /// All values with their times: for series that fit into memory.
    ///
    /// - Complexity: O(values). Redis: ZRANGE.
    public func all() async throws(StructureFailure) -> [TimedValue<Value>] {
        try await range(ranks: 0...)
    }

    /// The values of a range of times.
    ///
    /// - Complexity: O(log n + values found). Redis: ZRANGE BYSCORE.
    public func range(
        _ times: some Interval<Date> & Sendable,
        descending: Bool = false,
        limit: Int? = nil
    ) async throws(StructureFailure) -> [TimedValue<Value>] {
        let (low, high) = try Self.scores(times, key: key).scores
        let part = limit.map { Limit(count: Swift.max(0, $0)) }
        return try await range(.byScore(min: low, max: high, limit: part), descending)
    }

    /// The values of these ranks.
    ///
    /// - Complexity: O(log n + values found). Redis: ZRANGE.
    public func range(
        ranks: some Interval<Int> & Sendable,
        descending: Bool = false
    ) async throws(StructureFailure) -> [TimedValue<Value>] {
        guard let (first, last) = ranks.ends.positions else { return [] }
        return try await range(.byRank(first, last), descending)
    }

    /// The times of a range that have values.
    ///
    /// - Complexity: O(log n + values found), which are sent and not read. Redis: ZRANGE BYSCORE.
    public func times(
        _ times: some Interval<Date> & Sendable
    ) async throws(StructureFailure) -> [Date] {
        let (low, high) = try Self.scores(times, key: key).scores
        let range = SortedSetRange.byScore(min: low, max: high)
        return try await run(ZRANGE(withScoresOf: key, range, as: Reply.self)).map(\.time)
    }

    /// The times of these ranks.
    ///
    /// - Complexity: O(log n + values found), which are sent and not read. Redis: ZRANGE.
    public func times(
        ranks: some Interval<Int> & Sendable
    ) async throws(StructureFailure) -> [Date] {
        guard let (first, last) = ranks.ends.positions else { return [] }
        let range = SortedSetRange.byRank(first, last)
        return try await run(ZRANGE(withScoresOf: key, range, as: Reply.self)).map(\.time)
    }

    /// The first value and its time; nil when there is none.
    public func first() async throws(StructureFailure) -> TimedValue<Value>? {
        try await range(ranks: 0...0).first
    }

    /// The last value and its time; nil when there is none.
    public func last() async throws(StructureFailure) -> TimedValue<Value>? {
        try await range(ranks: (-1)...(-1)).first
    }

    /// Takes the value of a time, nobody else in between; nil when there is none.
    ///
    /// - Complexity: O(log n). A script.
    public func pop(at time: Date) async throws(StructureFailure) -> Value? {
        try await popRange(time...time).first?.value
    }

    /// Takes the value of a rank, nobody else in between; nil when there is none.
    ///
    /// - Complexity: O(log n). A script.
    public func pop(rank: Int) async throws(StructureFailure) -> TimedValue<Value>? {
        try read(try await popByRank(rank, rank)).first
    }

    /// Takes the values of a range of times, nobody else in between.
    ///
    /// - Complexity: O(log n + values taken). A script.
    public func popRange(
        _ times: some Interval<Date> & Sendable
    ) async throws(StructureFailure) -> [TimedValue<Value>] {
        guard let scores = try Self.scores(times, key: key).closed else { return [] }
        return try read(try await popByScore(scores))
    }

    /// Takes the values of these ranks, nobody else in between.
    ///
    /// - Complexity: O(log n + values taken). A script.
    public func popRange(
        ranks: some Interval<Int> & Sendable
    ) async throws(StructureFailure) -> [TimedValue<Value>] {
        guard let (first, last) = ranks.ends.positions else { return [] }
        return try read(try await popByRank(first, last))
    }

    // MARK: Reading

    private func range(
        _ range: SortedSetRange,
        _ descending: Bool
    ) async throws(StructureFailure) -> [TimedValue<Value>] {
        try read(
            try await run(
                ZRANGE(withScoresOf: key, range, reversed: descending, as: Reply.self)
            )
        )
    }

    func read(
        _ found: [ScoredMember<Reply>]
    ) throws(StructureFailure) -> [TimedValue<Value>] {
        var values: [TimedValue<Value>] = []
        values.reserveCapacity(found.count)
        for entry in found {
            guard let bytes = entry.member.withBytes({ SeriesMember.value(in: $0) }) else {
                let hint = "JSON of a time and a text"
                let found = entry.member.bytes ?? []
                throw .undecodable(ElementFailure(key: key, hint: hint, found: found))
            }
            values.append(TimedValue(try codec.read(bytes), at: entry.time))
        }
        return values
    }

    /// The score of a time.
    static func score(_ time: Date, key: String) throws(StructureFailure) -> Double {
        if let hint = time.refusal {
            throw .unstorable(key: key, value: "\(time.timeIntervalSince1970)", hint: hint)
        }
        return time.storedSeconds
    }

    /// The scores of a range of times.
    static func scores(
        _ times: some Interval<Date>,
        key: String
    ) throws(StructureFailure) -> IntervalEnds<Double> {
        let ends = times.ends
        return IntervalEnds(
            lower: try score(of: ends.lower, key: key),
            upper: try score(of: ends.upper, key: key),
            includesUpper: ends.includesUpper
        )
    }

    private static func score(of end: Date?, key: String) throws(StructureFailure) -> Double? {
        if let end { try score(end, key: key) } else { nil }
    }
}

extension RemoteSeries.Handle: AsyncSequence {
    /// A value and its time.
    public typealias Element = TimedValue<Value>

    /// Starts to read the series, first time first, 500 values at a time.
    public func makeAsyncIterator() -> StructureElements<TimedValue<Value>>.Iterator {
        pages().makeAsyncIterator()
    }

    /// The values, read as they are taken, a round trip for each page.
    ///
    /// Redis: ZRANGE.
    public func pages(of size: Int = 500) -> StructureElements<TimedValue<Value>> {
        .byPosition(pageSize: size) { first, last async throws(StructureFailure) in
            try await range(ranks: first...last)
        }
    }
}

extension ScoredMember {
    /// The score as a time.
    fileprivate var time: Date { Date(storedSeconds: score) }
}

extension ElementCodec {
    /// What stands in the sorted set for a value and its time.
    func member(time: Double, _ value: CommandArgument) -> Bytes {
        var arguments = Arguments()
        arguments.append(value)
        return arguments.withView { SeriesMember.bytes(time: time, value: $0[0]) }
    }
}
