import StdnetBackend

// Commands on several sorted sets and sets.
extension Keyspace {
    func zcombine(
        _ operation: SetOperation,
        _ name: String,
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let query = try AlgebraQuery(
            self,
            call,
            name: name,
            countAt: 1,
            operation: operation,
            form: .reply
        )
        let result = query.result(operation, seed: table.seed)
        reply.array(result.count * (query.isWithScores ? 2 : 1))
        result.order.forEach(in: 0..<result.count) { element in
            reply.bulk(element.member)
            if query.isWithScores { reply.score(element.score) }
        }
    }

    mutating func zcombineAndStore(
        _ operation: SetOperation,
        _ name: String,
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let query = try AlgebraQuery(
            self,
            call,
            name: name,
            countAt: 2,
            operation: operation,
            form: .store
        )
        let result = query.result(operation, seed: table.seed)
        reply.integer(result.count)
        store(result, at: call[1])
    }

    func zintercard(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let query = try AlgebraQuery(
            self,
            call,
            name: "zintercard",
            countAt: 1,
            operation: .intersection,
            form: .count
        )
        let result = query.result(.intersection, seed: table.seed)
        reply.integer(query.limit == 0 ? result.count : min(query.limit, result.count))
    }
}

/// A set or a sorted set as an operand: the members of a set have score 1.
enum ScoredOperand {
    case sortedSet(ByteTable<Double>)
    case set(ByteTable<Void>)

    /// The operand of a key; nil when there is no key.
    init?(_ keyspace: borrowing Keyspace, _ key: RawBytes) throws(CommandError) {
        guard let position = keyspace.find(key) else { return nil }
        switch keyspace.slot(position).value {
        case .sortedSet(let box): self = .sortedSet(box.content.scores)
        case .set(let box): self = .set(box.content.members)
        default: throw .wrongType
        }
    }

    var count: Int {
        switch self {
        case .sortedSet(let table): table.count
        case .set(let table): table.count
        }
    }

    func score(_ member: ByteString) -> Double? {
        switch self {
        case .sortedSet(let table):
            table.find(member).map { table.entry($0).pointee.value }
        case .set(let table): table.find(member) == nil ? nil : 1
        }
    }

    func forEach(_ body: (ByteString, Double) -> Void) {
        switch self {
        case .sortedSet(let table):
            for position in 0..<table.count {
                let entry = table.entry(position).pointee
                body(entry.key, entry.value)
            }
        case .set(let table):
            for position in 0..<table.count { body(table.entry(position).pointee.key, 1) }
        }
    }
}
