/// How found objects are sorted by the client: keys read from the server, and their comparison.
struct Arrangement: Sendable {
    /// What one key is made of.
    enum Source: Sendable {
        /// The id.
        case id
        /// The score in the id key of an ordered model.
        case score
        /// A field.
        case column(Path)
    }

    /// One key of an object.
    enum Key: Sendable {
        case number(Double)
        /// Absent comes first.
        case text(Bytes?)
    }

    /// An object with what it is sorted by.
    struct Item: Sendable {
        let id: Bytes
        let keys: [Key]
    }

    struct Part: Sendable {
        let source: Source
        let isNumeric: Bool
        let isDescending: Bool
        /// Whether the text stands between quotes, as JSON has it.
        var isQuoted = false

        /// Whether it is one leaf of JSON.
        var isLeaf: Bool {
            if case .column(let path) = source { !path.leaf.isEmpty } else { false }
        }
    }

    let parts: [Part]

    init(_ plan: Plan, _ schema: ModelSchema, in database: Database) throws(BackendError) {
        if plan.orders.isEmpty {
            let isNumeric = schema.ordering != nil || schema.id.kind.isNumeric
            let isDescending = (schema.ordering?.isDescending ?? false) != plan.isReversed
            parts = [
                Part(
                    source: schema.ordering == nil ? .id : .score,
                    isNumeric: isNumeric,
                    isDescending: isDescending
                )
            ]
            return
        }
        var parts: [Part] = []
        for order in plan.orders {
            let (target, field) = try database.end(of: order.path, from: schema)
            let isOwnID = field == nil && order.path.hops.isEmpty
            parts.append(
                Part(
                    source: isOwnID ? .id : .column(order.path),
                    isNumeric: (order.leaf ?? field?.kind ?? target.id.kind).isNumeric,
                    isDescending: plan.isDescending(order.direction),
                    isQuoted: order.leaf == .text
                )
            )
        }
        self.parts = parts
    }

    /// Whether one object comes before another.
    func precedes(_ left: Item, _ right: Item) -> Bool {
        for (part, keys) in zip(parts, zip(left.keys, right.keys)) {
            let order = Self.order(keys.0, keys.1)
            if order != 0 { return (order < 0) != part.isDescending }
        }
        let isDescending = parts.last?.isDescending ?? false
        return isDescending
            ? right.id.lexicographicallyPrecedes(left.id)
            : left.id.lexicographicallyPrecedes(right.id)
    }

    /// Ids in order, each once, where all are numbers and nothing else decides; nil otherwise.
    func byNumber(_ ids: [Bytes]) -> [Bytes]? {
        guard parts.count == 1, parts[0].isNumeric, case .id = parts[0].source else { return nil }
        var items: [(number: Int, place: Int)] = []
        items.reserveCapacity(ids.count)
        for (place, id) in ids.enumerated() {
            // Beyond 2^53 the doubles of several are equal, and their texts decide.
            guard let number = id.withUnsafeBytes({ Int(decimal: $0) }), number.magnitude < 1 << 53
            else { return nil }
            items.append((number, place))
        }
        items.sort { $0.number < $1.number }
        var sorted: [Bytes] = []
        sorted.reserveCapacity(ids.count)
        for (position, item) in items.enumerated()
        where position == 0 || items[position - 1].number != item.number {
            sorted.append(ids[item.place])
        }
        return parts[0].isDescending ? sorted.reversed() : sorted
    }

    private static func order(_ left: Key, _ right: Key) -> Int {
        switch (left, right) {
        case (.number(let left), .number(let right)): left < right ? -1 : left > right ? 1 : 0
        case (.text(let left?), .text(let right?)):
            left.lexicographicallyPrecedes(right)
                ? -1 : right.lexicographicallyPrecedes(left) ? 1 : 0
        case (.text(nil), .text(.some)): -1
        case (.text(.some), .text(nil)): 1
        default: 0
        }
    }
}
