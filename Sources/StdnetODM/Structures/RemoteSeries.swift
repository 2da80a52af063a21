internal import StdnetCommands

#if canImport(FoundationEssentials)
public import struct FoundationEssentials.Date
#else
public import struct Foundation.Date
#endif

/// A series: values by time, one for each.
///
/// The original's TS.
///
/// Times are exact to the microsecond, and are in UTC.
public struct RemoteSeries<Value: StructureElement>: RemoteStructure {
    /// What it is at rest.
    public static var type: StructureType { .series }
    /// JSON, where nothing is said.
    public static var standAloneCoding: ElementCoding { .json }
    /// Whose it is.
    public let place: StructurePlace
    /// How values are written.
    public let coding: ElementCoding

    /// Names a series.
    public init(at place: StructurePlace, coding: ElementCoding) {
        self.place = place
        self.coding = coding
    }

    /// The series under a key.
    public func handle(in backend: any Backend, key: String) -> Handle {
        Handle(backend: backend, key: key, codec: ElementCodec(key: key, coding: coding))
    }

    /// A series in a database.
    ///
    /// Each call is one round trip. Ranks count from 0, the first time, and from the end when they are
    /// negative. Iterate it to read it page by page.
    public struct Handle: StructureHandle {
        /// Where the key is.
        public let backend: any Backend
        /// The key.
        public let key: String
        let codec: ElementCodec<Value>

        /// All that it holds.
        public func contents() async throws(StructureFailure) -> [TimedValue<Value>] {
            try await all()
        }
    }
}

/// A value of a series and its time.
public struct TimedValue<Value: Sendable>: Sendable {
    /// The time.
    public let time: Date
    /// The value.
    public let value: Value

    /// Puts a time and a value together.
    public init(_ value: Value, at time: Date) {
        self.time = time
        self.value = value
    }
}

extension TimedValue: Equatable where Value: Equatable {}
extension TimedValue: Hashable where Value: Hashable {}

extension RemoteSeries.Handle {
    /// Writes values, each in place of the one that has its time; says how many times are new.
    ///
    /// - Throws: ``StructureFailure/unstorable(key:value:hint:)`` for a date that is no time.
    /// - Complexity: O(m·log n) for m values. Redis: ZREMRANGEBYSCORE and ZADD in a transaction.
    @discardableResult
    public func update(
        _ values: some Sequence<TimedValue<Value>> & Sendable
    ) async throws(StructureFailure) -> Int {
        var batch = CommandBatch(isolation: .transaction)
        for entry in values {
            let time = try Self.score(entry.time, key: key)
            let member = codec.member(time: time, try codec.word(entry.value))
            let bound = ScoreBound.inclusive(time)
            batch.append(ZREMRANGEBYSCORE(key, min: bound, max: bound))
            batch.append(ZADD(key, [ScoredMember(member, score: time)]))
        }
        guard !batch.isEmpty else { return 0 }
        do throws(BackendError) {
            var added = 0
            for (position, reply) in try await backend.execute(batch).enumerated() {
                let reply = try batch.checked(reply, at: position)
                if position.isMultiple(of: 2), reply.integer == 0 { added += 1 }
            }
            return added
        } catch {
            throw .backend(error)
        }
    }

    /// Writes a value, in place of the one that has its time; says whether the time is new.
    @discardableResult
    public func set(_ value: Value, at time: Date) async throws(StructureFailure) -> Bool {
        try await update(CollectionOfOne(TimedValue(value, at: time))) > 0
    }

    /// The value of a time; nil when there is none.
    ///
    /// - Complexity: O(log n). Redis: ZRANGE BYSCORE.
    public subscript(time: Date) -> Value? {
        get async throws(StructureFailure) {
            let bound = ScoreBound.inclusive(try Self.score(time, key: key))
            let range = SortedSetRange.byScore(min: bound, max: bound, limit: Limit(count: 1))
            let found = try await run(ZRANGE(withScoresOf: key, range, as: Reply.self))
            return try read(found).first?.value
        }
    }

    /// Whether the time has a value.
    ///
    /// - Complexity: O(log n). Redis: ZCOUNT.
    public func contains(_ time: Date) async throws(StructureFailure) -> Bool {
        try await count(in: time...time) > 0
    }

    /// How many values there are.
    ///
    /// Constant time. Redis: ZCARD.
    public func count() async throws(StructureFailure) -> Int { try await run(ZCARD(key)) }

    /// How many values there are in a range of times.
    ///
    /// - Complexity: O(log n). Redis: ZCOUNT.
    public func count(
        in times: some Interval<Date> & Sendable
    ) async throws(StructureFailure) -> Int {
        let (low, high) = try Self.scores(times, key: key).scores
        return try await run(ZCOUNT(key, min: low, max: high))
    }

    /// How many values come before the one of this time; nil when it has none.
    ///
    /// - Complexity: O(log n). Redis: ZCOUNT, twice in a transaction.
    public func rank(of time: Date) async throws(StructureFailure) -> Int? {
        let score = try Self.score(time, key: key)
        do throws(BackendError) {
            let (before, there) = try await backend.transaction(
                ZCOUNT(key, min: .negativeInfinity, max: .exclusive(score)),
                ZCOUNT(key, min: .inclusive(score), max: .inclusive(score))
            )
            return there > 0 ? before : nil
        } catch {
            throw .backend(error)
        }
    }

    /// Removes the value of a time; says whether there was one.
    ///
    /// - Complexity: O(log n). Redis: ZREMRANGEBYSCORE.
    @discardableResult
    public func remove(at time: Date) async throws(StructureFailure) -> Bool {
        try await remove(in: time...time) > 0
    }

    /// Removes the values of a range of times; says how many there were.
    ///
    /// - Complexity: O(log n + values removed). Redis: ZREMRANGEBYSCORE.
    @discardableResult
    public func remove(
        in times: some Interval<Date> & Sendable
    ) async throws(StructureFailure) -> Int {
        let (low, high) = try Self.scores(times, key: key).scores
        return try await run(ZREMRANGEBYSCORE(key, min: low, max: high))
    }
}
