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
        let scores = query.result(operation, seed: table.seed)
        let result = SortedSet(scores, limits: nil)
        let withScores = query.isWithScores
        reply.members(result.count, withScores: withScores)
        result.order.forEach(in: 0..<result.count) {
            reply.member($0.member, $0.score, withScores: withScores)
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
        let scores = query.result(operation, seed: table.seed)
        let result = SortedSet(scores, limits: settings.sortedSetLimits)
        reply.integer(result.count)
        storeResult(result, at: call[1], .sortedSet(operation.storeEvent))
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
        reply.integer(query.intersectionCount())
    }
}

extension SetOperation {
    /// The event of storing a result in a sorted set.
    fileprivate var storeEvent: StaticString {
        switch self {
        case .union: "zunionstore"
        case .intersection: "zinterstore"
        case .difference: "zdiffstore"
        }
    }
}

/// A set or a sorted set as an operand: the members of a set have score 1.
enum ScoredOperand {
    case sortedSet(SortedSet)
    case set(CompactTable<NoValue>)

    /// The operand of a key; nil when there is no key.
    init?(_ keyspace: borrowing Keyspace, _ key: RawBytes) throws(CommandError) {
        guard let position = keyspace.find(key) else { return nil }
        switch keyspace.slot(position).value {
        case .sortedSet(let box): self = .sortedSet(box.content)
        case .set(let box): self = .set(box.content.members)
        default: throw .wrongType
        }
    }

    var count: Int {
        switch self {
        case .sortedSet(let set): set.count
        case .set(let table): table.count
        }
    }

    func score(_ member: ByteString) -> Double? {
        switch self {
        case .sortedSet(let set): set.score(member)
        case .set(let table): table.find(member) == nil ? nil : 1
        }
    }

    /// Visits the members, until the visitor has seen enough.
    func visit(_ wantsMore: (ByteString, Double) -> Bool) {
        switch self {
        case .sortedSet(let set):
            for position in 0..<set.count {
                let element = set.element(position)
                guard wantsMore(element.member, element.score) else { return }
            }
        case .set(let table):
            for position in 0..<table.count {
                guard wantsMore(table.entry(position).pointee.key, 1) else { return }
            }
        }
    }
}
