public import StdnetCommands

extension RemoteSortedSet.Handle {
    /// All elements with their scores, lowest first: for sorted sets that fit into memory.
    ///
    /// - Complexity: O(elements). Redis: ZRANGE.
    public func all() async throws(StructureFailure) -> [ScoredMember<Member>] {
        try await range(ranks: 0...)
    }

    /// The elements of these ranks with their scores.
    ///
    /// - Complexity: O(log n + elements found). Redis: ZRANGE.
    public func range(
        ranks: some Interval<Int> & Sendable,
        descending: Bool = false
    ) async throws(StructureFailure) -> [ScoredMember<Member>] {
        guard let (first, last) = ranks.ends.positions else { return [] }
        return try await range(.byRank(first, last), descending)
    }

    /// The elements of these scores, such as `1...5`, `1..<5` or `..<5`, and of them no more than the
    /// limit.
    ///
    /// - Complexity: O(log n + elements found). Redis: ZRANGE BYSCORE.
    public func range(
        scores: some Interval<Double> & Sendable,
        descending: Bool = false,
        limit: Int? = nil
    ) async throws(StructureFailure) -> [ScoredMember<Member>] {
        let (low, high) = scores.ends.scores
        let part = limit.map { Limit(count: Swift.max(0, $0)) }
        return try await range(.byScore(min: low, max: high, limit: part), descending)
    }

    /// The element of the lowest score; nil when there is none.
    ///
    /// Redis: ZRANGE.
    public func first() async throws(StructureFailure) -> ScoredMember<Member>? {
        try await range(ranks: 0...0).first
    }

    /// The element of the highest score; nil when there is none.
    ///
    /// Redis: ZRANGE.
    public func last() async throws(StructureFailure) -> ScoredMember<Member>? {
        try await range(ranks: (-1)...(-1)).first
    }

    /// Takes the element of the lowest score; nil when there is none.
    ///
    /// Redis: ZPOPMIN.
    public func popFirst() async throws(StructureFailure) -> ScoredMember<Member>? {
        let popped = try await run(ZPOPMIN(key, count: 1, as: Reply.self))
        return try read(popped).first
    }

    /// Takes the element of the highest score; nil when there is none.
    ///
    /// Redis: ZPOPMAX.
    public func popLast() async throws(StructureFailure) -> ScoredMember<Member>? {
        let popped = try await run(ZPOPMAX(key, count: 1, as: Reply.self))
        return try read(popped).first
    }

    /// Takes the element of the lowest score, and waits for one when there is none; nil when none came
    /// in time.
    ///
    /// It waits on a connection of its own, for ever when `limit` is nil. Redis: BZPOPMIN.
    public func popFirst(
        waiting limit: Duration?
    ) async throws(StructureFailure) -> ScoredMember<Member>? {
        guard let popped = try await run(BZPOPMIN([key], timeout: limit, as: Reply.self)) else {
            return nil
        }
        return ScoredMember(try codec.read(popped.member), score: popped.score)
    }

    /// Takes the element of the highest score, and waits for one when there is none; nil when none came
    /// in time.
    ///
    /// It waits on a connection of its own, for ever when `limit` is nil. Redis: BZPOPMAX.
    public func popLast(
        waiting limit: Duration?
    ) async throws(StructureFailure) -> ScoredMember<Member>? {
        guard let popped = try await run(BZPOPMAX([key], timeout: limit, as: Reply.self)) else {
            return nil
        }
        return ScoredMember(try codec.read(popped.member), score: popped.score)
    }

    /// Takes the elements of these scores, lowest first, nobody else in between.
    ///
    /// - Complexity: O(log n + elements taken). A script.
    public func popRange(
        scores: some Interval<Double> & Sendable
    ) async throws(StructureFailure) -> [ScoredMember<Member>] {
        guard let scores = scores.ends.closed else { return [] }
        return try read(try await popByScore(scores))
    }

    /// Takes the elements of these ranks, nobody else in between.
    ///
    /// - Complexity: O(log n + elements taken). A script.
    public func popRange(
        ranks: some Interval<Int> & Sendable,
        descending: Bool = false
    ) async throws(StructureFailure) -> [ScoredMember<Member>] {
        guard let (first, last) = ranks.ends.positions else { return [] }
        return try read(try await popByRank(first, last, descending: descending))
    }

    /// Removes the elements of these scores; says how many there were.
    ///
    /// - Complexity: O(log n + elements removed). Redis: ZREMRANGEBYSCORE.
    @discardableResult
    public func remove(
        scores: some Interval<Double> & Sendable
    ) async throws(StructureFailure) -> Int {
        let (low, high) = scores.ends.scores
        return try await run(ZREMRANGEBYSCORE(key, min: low, max: high))
    }

    private func range(
        _ range: SortedSetRange,
        _ descending: Bool
    ) async throws(StructureFailure) -> [ScoredMember<Member>] {
        try read(
            try await run(
                ZRANGE(withScoresOf: key, range, reversed: descending, as: Reply.self)
            )
        )
    }

    private func read(
        _ found: [ScoredMember<Reply>]
    ) throws(StructureFailure) -> [ScoredMember<Member>] {
        var members: [ScoredMember<Member>] = []
        members.reserveCapacity(found.count)
        for entry in found {
            members.append(ScoredMember(try codec.read(entry.member), score: entry.score))
        }
        return members
    }
}

extension RemoteSortedSet.Handle: AsyncSequence {
    /// Starts to read the sorted set, lowest score first, 500 elements at a time.
    public func makeAsyncIterator() -> StructureElements<ScoredMember<Member>>.Iterator {
        pages().makeAsyncIterator()
    }

    /// The elements, read as they are taken, a round trip for each page.
    ///
    /// Redis: ZRANGE.
    public func pages(of size: Int = 500) -> StructureElements<ScoredMember<Member>> {
        .byPosition(pageSize: size) { first, last async throws(StructureFailure) in
            try await range(ranks: first...last)
        }
    }
}
