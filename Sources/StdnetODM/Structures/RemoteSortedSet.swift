public import StdnetCommands

/// A sorted set: elements that differ, each with a score that orders them.
///
/// The original's Zset.
///
/// Elements are one when their stored bytes are; those of one score are in the order of their bytes.
public struct RemoteSortedSet<Member: StructureElement>: RemoteStructure {
    /// What it is at rest.
    public static var type: StructureType { .zset }
    /// Whose it is.
    public let place: StructurePlace
    /// How elements are written.
    public let coding: ElementCoding

    /// Names a sorted set.
    public init(at place: StructurePlace, coding: ElementCoding) {
        self.place = place
        self.coding = coding
    }

    /// The sorted set under a key.
    public func handle(in backend: any Backend, key: String) -> Handle {
        Handle(backend: backend, key: key, codec: ElementCodec(key: key, coding: coding))
    }

    /// A sorted set in a database.
    ///
    /// Each call is one round trip. Ranks count from 0, the lowest score, and from the end when they are
    /// negative; where it is said that they descend, they count from the highest score. Iterate it to
    /// read it page by page.
    public struct Handle: StructureHandle {
        /// Where the key is.
        public let backend: any Backend
        /// The key.
        public let key: String
        let codec: ElementCodec<Member>

        /// All that it holds.
        public func contents() async throws(StructureFailure) -> [ScoredMember<Member>] {
            try await all()
        }
    }
}

extension RemoteSortedSet.Handle {
    /// Gives elements their scores, whether they are there or not; says how many are new.
    ///
    /// - Throws: ``StructureFailure/unstorable(key:value:hint:)`` for NaN.
    /// - Complexity: O(m·log n) for m elements. Redis: ZADD.
    @discardableResult
    public func update(
        _ scores: some Sequence<ScoredMember<Member>> & Sendable
    ) async throws(StructureFailure) -> Int {
        var members: [ScoredMember<CommandArgument>] = []
        for element in scores {
            let score = try Self.score(element.score, key: key)
            members.append(ScoredMember(try codec.word(element.member), score: score))
        }
        return members.isEmpty ? 0 : try await run(ZADD(key, members))
    }

    /// Gives an element its score, whether it is there or not; says whether it is new.
    @discardableResult
    public func set(
        _ element: Member,
        score: Double
    ) async throws(StructureFailure) -> Bool {
        try await update(CollectionOfOne(ScoredMember(element, score: score))) > 0
    }

    /// Adds to the score of an element, which is 0 when it is not there; answers the new score.
    ///
    /// - Complexity: O(log n). Redis: ZINCRBY.
    @discardableResult
    public func increment(
        _ element: Member,
        by amount: Double = 1
    ) async throws(StructureFailure) -> Double {
        try await run(ZINCRBY(key, try Self.score(amount, key: key), try codec.word(element)))
    }

    /// Removes elements; says how many of them there were.
    ///
    /// - Complexity: O(m·log n) for m elements. Redis: ZREM.
    @discardableResult
    public func remove(
        contentsOf elements: some Sequence<Member> & Sendable
    ) async throws(StructureFailure) -> Int {
        let words = try codec.words(elements)
        return words.isEmpty ? 0 : try await run(ZREM(key, words))
    }

    /// Removes elements; says how many of them there were.
    @discardableResult
    public func remove(_ elements: Member...) async throws(StructureFailure) -> Int {
        try await remove(contentsOf: elements)
    }

    /// How many elements there are.
    ///
    /// Constant time. Redis: ZCARD.
    public func count() async throws(StructureFailure) -> Int { try await run(ZCARD(key)) }

    /// How many elements have such a score.
    ///
    /// - Complexity: O(log n). Redis: ZCOUNT.
    public func count(
        in scores: some Interval<Double> & Sendable
    ) async throws(StructureFailure) -> Int {
        let (low, high) = scores.ends.scores
        return try await run(ZCOUNT(key, min: low, max: high))
    }

    /// Whether this is an element.
    ///
    /// Constant time. Redis: ZSCORE.
    public func contains(_ element: Member) async throws(StructureFailure) -> Bool {
        try await score(of: element) != nil
    }

    /// The score of an element; nil when it is not there.
    ///
    /// Constant time. Redis: ZSCORE.
    public func score(of element: Member) async throws(StructureFailure) -> Double? {
        try await run(ZSCORE(key, try codec.word(element)))
    }

    /// The scores of elements, in their order; nil for those that are not there.
    ///
    /// - Complexity: O(elements asked for). Redis: ZMSCORE.
    public func scores(of elements: [Member]) async throws(StructureFailure) -> [Double?] {
        elements.isEmpty ? [] : try await run(ZMSCORE(key, try codec.words(elements)))
    }

    /// The rank of an element; nil when it is not there.
    ///
    /// - Complexity: O(log n). Redis: ZRANK, ZREVRANK.
    public func rank(
        of element: Member,
        descending: Bool = false
    ) async throws(StructureFailure) -> Int? {
        let word = try codec.word(element)
        return descending
            ? try await run(ZREVRANK(key, word)) : try await run(ZRANK(key, word))
    }

    /// Refuses what is no score.
    static func score(_ number: Double, key: String) throws(StructureFailure) -> Double {
        guard number.isNaN || number.isSubnormal else { return number }
        throw .unstorable(key: key, value: "\(number)", hint: "it has no place in an order")
    }
}
