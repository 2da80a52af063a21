import Synchronization

/// Finds the ids of a plan in its order, some at a time, in steps of which each looks at a bounded number
/// of objects.
///
/// Nothing is stored on the server, and nothing is forgotten there: where the finder stands it knows
/// itself.
struct Finder: Sendable {
    /// A part of the result.
    enum Segment: Sendable {
        /// Objects in the order in which they are met.
        case walk(Walk)
        /// Objects that have to be found before they can be sorted.
        case gathering(Condition)
        /// Ids in their order.
        case ids(ArraySlice<Bytes>)
    }

    let database: Database
    let schema: ModelSchema
    private(set) var plan: Plan
    /// How many of the first are passed over.
    private var offset: Int
    /// How many are wanted after that; nil: all.
    private var left: Int?
    /// Any order will do.
    let isUnordered: Bool
    /// Ids of which nothing is left but an entry in an index will do too.
    private let mayBeGone: Bool
    private var segments: [Segment] = []
    private var sieve: Sieve?
    private var hasStarted = false
    /// What has passed the sieve and nobody has asked for yet.
    private var ready: ArraySlice<Bytes> = []

    /// Prepares to find a plan, or a part of it that counts from the first.
    init(
        _ plan: Plan,
        _ slice: Slice = Slice(),
        isUnordered: Bool = false,
        mayBeGone: Bool = false,
        of schema: ModelSchema,
        in database: Database
    ) {
        self.plan = plan
        self.schema = schema
        self.database = database
        self.isUnordered = isUnordered
        self.mayBeGone = mayBeGone
        offset = slice.offset
        left = slice.limit
    }

    var layout: KeyLayout { database.layout(of: schema.name) }

    /// At most so many of the next ids; none at the end.
    mutating func next(_ count: Int) async throws(FetchFailure) -> [Bytes] {
        let wanted = min(count, left ?? .max)
        guard wanted > 0 else { return [] }
        if !hasStarted { try await database.checkRanges(in: plan.condition, on: schema) }
        do throws(BackendError) {
            if !hasStarted { try await start() }
        } catch {
            throw .backend(error)
        }
        while offset + wanted > ready.count, !segments.isEmpty {
            try await step(offset + wanted - ready.count)
            let skipped = min(offset, ready.count)
            ready = ready.dropFirst(skipped)
            offset -= skipped
        }
        let found = Array(ready.prefix(wanted))
        ready = ready.dropFirst(found.count)
        left = left.map { $0 - found.count }
        return found
    }

    /// How many ids there are to come, each once.
    mutating func count() async throws(FetchFailure) -> Int {
        var seen: Set<Bytes> = []
        while true {
            let ids = try await next(database.reach.step)
            if ids.isEmpty { return seen.count }
            seen.formUnion(ids)
        }
    }

    /// Looks at some more objects.
    private mutating func step(_ missing: Int) async throws(FetchFailure) {
        switch segments[0] {
        case .walk(var walk):
            guard let sieve else { return segments.removeAll() }
            let ids: [Bytes]
            do throws(BackendError) {
                // A few for a first page; as many as one step may when they are not enough.
                let size = min(database.reach.step, max(missing, ready.isEmpty ? 64 : 256))
                ids = try await walk.next(size, through: sieve, in: database)
            } catch {
                throw .backend(error)
            }
            ready += try await passing(ids)
            if walk.isOver { segments.removeFirst() } else { segments[0] = .walk(walk) }
        case .gathering(let condition):
            let wanted = left.map { $0.addingReportingOverflow(offset + ready.count) }
            let ids = try await gathered(condition, first: wanted.map { $1 ? .max : $0 })
            segments[0] = .ids(ids[...])
        case .ids(let ids):
            ready += ids
            segments.removeFirst()
        }
    }

    /// Of these those for which the expression of the plan holds, if it has one.
    func passing(_ ids: [Bytes]) async throws(FetchFailure) -> [Bytes] {
        guard let expression = plan.expression else { return ids }
        return try await database.passing(expression, ids, schema)
    }

    /// Finds out which way is the shortest.
    private mutating func start() async throws(BackendError) {
        hasStarted = true
        plan.condition = try await database.resolved(plan.condition, on: schema)
        sieve = try Sieve(plan.condition, on: schema, in: database)
        let access = Access(plan.condition, schema, layout)
        let way = try await measured(access)
        if isUnordered {
            let answer = mayBeGone ? Source.key(plan.condition, schema, layout) : nil
            segments = try await walks(way.leaves).map { source in
                guard case .set(answer) = source else { return .walk(Walk(source)) }
                return .walk(Walk(source, isAnswer: true))
            }
            return
        }
        let wanted = left.map { Double($0) + Double(offset) }
        if try await hasIndexOfOrder(), let ordered = orderedSegments(way) {
            let range = Double(ordered.count)
            let few = Double(min(way.found, way.total))
            let walked = wanted.map { min(range, $0 * range / max(1, few)) } ?? range
            if walked <= Double(way.found) || (wanted == nil && way.found > database.reach.gathered)
            {
                segments = ordered.segments
                if plan.condition == .all { skipRanks() }
                return
            }
        }
        segments = [.gathering(plan.condition)]
    }

    /// Whether the range index of the order, if there is one, has every object.
    private func hasIndexOfOrder() async throws(BackendError) -> Bool {
        guard let field = plan.ownOrder.flatMap({ schema[field: $0.path.field] }),
            field.index.hasRange
        else { return true }
        return try await database.hasWholeRange(of: field, schema)
    }

    /// Passes over the offset by rank where every element of a sorted set is an object that is found.
    private mutating func skipRanks() {
        guard plan.expression == nil, segments.count == 1, case .walk(var walk) = segments[0],
            case .sorted = walk.source
        else { return }
        walk.offset = offset
        offset = 0
        segments = [.walk(walk)]
    }

    /// The sources of some leaves.
    func walks(_ leaves: [Access]?) async throws(BackendError) -> [Walk.Source] {
        guard let leaves else {
            return [
                schema.ordering.map { Walk.ranks(layout.ids, isDescending: $0.isDescending) }
                    ?? .set(layout.ids)
            ]
        }
        var sources: [Walk.Source] = []
        for leaf in leaves {
            switch leaf {
            case .index(let source, _): sources.append(source)
            case .owners(let key, let values):
                sources.append(.ids(try await database.owners(of: values, in: key)))
            case .anyOf, .allOf: break
            }
        }
        return sources
    }

    /// What there is to know before a way is chosen.
    struct Measures {
        /// The shortest way; nil when it leads past every object.
        var leaves: [Access]?
        /// How many objects it leads past.
        var found: Int
        /// How many objects there are.
        var total: Int
        /// The largest number of a model whose objects are numbered.
        var largest: Int?
    }

    func measured(_ access: Access?) async throws(BackendError) -> Measures {
        var batch = CommandBatch(repeatable: true)
        batch.append(RawCommand(schema.ordering == nil ? "SCARD" : "ZCARD", layout.ids))
        batch.append(RawCommand("GET", layout.counter))
        access?.appendSizes(to: &batch)
        let replies = try await database.checked(batch)
        let total = replies[0].integer ?? 0
        database.memory.sizes.withLock { $0[schema.name] = total }
        var sizes = replies.dropFirst(2).map { $0.integer ?? 0 }[...]
        let way = access?.shortest(&sizes)
        return Measures(
            leaves: way?.leaves,
            found: way?.count ?? total,
            total: total,
            largest: schema.id.isAutomatic ? replies[1].integer : nil
        )
    }
}
