/// A way past objects that may meet a condition: some of them at each step, never all at once.
///
/// A walk keeps its place on the client, as the last element that it came to. What is written meanwhile
/// moves nothing: an object that stays is met once, or perhaps twice in a set.
struct Walk: Sendable {
    /// Where the objects come from.
    enum Source: Sendable {
        /// These.
        case ids([Bytes])
        /// The numbers of a model whose objects the database numbers.
        case numbers(ClosedRange<Int>, isDescending: Bool)
        /// A set, in no order.
        case set(String)
        /// A sorted set, within bounds.
        case sorted(String, lower: String, upper: String, isDescending: Bool)
    }

    let source: Source
    /// Whether all elements of a set meet the condition as far as its index says: then none is asked about.
    let isAnswer: Bool
    /// How many of a sorted set are left out at the start.
    var offset = 0
    private var place = 0
    private var position: Bytes = []
    private var member: Bytes = []
    private var hasStarted = false
    private(set) var isOver = false

    init(_ source: Source, isAnswer: Bool = false, offset: Int = 0) {
        self.source = source
        self.isAnswer = isAnswer
        self.offset = offset
    }

    /// A whole sorted set.
    static func ranks(_ key: String, isDescending: Bool) -> Source {
        .sorted(key, lower: "-inf", upper: "+inf", isDescending: isDescending)
    }

    /// What of the next objects passes a sieve.
    mutating func next(
        _ count: Int,
        through sieve: Sieve,
        in database: Database
    ) async throws(BackendError) -> [Bytes] {
        guard !isOver else { return [] }
        switch source {
        case .ids(let ids):
            let part = Array(ids.dropFirst(place).prefix(count))
            place += part.count
            isOver = place >= ids.count
            return try await sift(part, through: sieve, in: database)
        case .numbers(let range, let isDescending):
            let left = range.count - place
            let taken = min(count, left)
            let numbers = (place..<place + taken).map {
                isDescending ? range.upperBound - $0 : range.lowerBound + $0
            }
            place += taken
            isOver = place >= range.count
            return try await sift(
                numbers.map { Bytes("\($0)".utf8) },
                through: sieve,
                in: database
            )
        case .set(let key):
            let cursor = hasStarted ? position : Bytes("0".utf8)
            if isAnswer { return try await members(of: key, from: cursor, count, in: database) }
            let found = try await run(
                sieve.call(walking: key) { words in
                    words.append("set" as StaticString)
                    words.append(cursor)
                    words.append(count)
                },
                in: database
            )
            isOver = found.position == Bytes("0".utf8)
            return found.ids
        case .sorted(let key, let lower, let upper, let isDescending):
            let (position, member, started) = (self.position, self.member, hasStarted)
            let offset = started ? 0 : min(offset, 1 << 40)
            let found = try await run(
                sieve.call(walking: key) { words in
                    words.append("zset" as StaticString)
                    words.append(started ? 1 : 0)
                    words.append(position)
                    words.append(member)
                    words.append(lower)
                    words.append(upper)
                    words.append(isDescending ? 1 : 0)
                    words.append(offset)
                    words.append(count)
                },
                in: database
            )
            isOver = found.examined < count
            return found.ids
        }
    }

    /// What comes next in a set.
    private mutating func members(
        of key: String,
        from cursor: Bytes,
        _ count: Int,
        in database: Database
    ) async throws(BackendError) -> [Bytes] {
        var batch = CommandBatch(repeatable: true)
        batch.append { words in
            words.append("SSCAN" as StaticString)
            words.append(key)
            words.append(cursor)
            words.append("COUNT" as StaticString)
            words.append(count)
        }
        var found = try await database.checked(batch)[0].elements
        guard let next = found.next()?.bytes, let members = found.next() else {
            throw .decoding(expected: "a cursor and members", found: "another reply")
        }
        position = next
        hasStarted = true
        isOver = next == Bytes("0".utf8)
        return members.elements.compactMap(\.bytes)
    }

    private func sift(
        _ ids: [Bytes],
        through sieve: Sieve,
        in database: Database
    ) async throws(BackendError) -> [Bytes] {
        guard !ids.isEmpty else { return [] }
        let batch = sieve.call { words in
            words.append("ids" as StaticString)
            words.append(ids.count)
            for id in ids { words.append(id) }
        }
        return try Scripts.sieve.decode(try await database.checked(batch)[0]).ids
    }

    private mutating func run(
        _ batch: CommandBatch,
        in database: Database
    ) async throws(BackendError) -> Sifted {
        let found = try Scripts.sieve.decode(try await database.checked(batch)[0])
        position = found.position
        member = found.member
        hasStarted = true
        return found
    }
}
