import StdnetBackend

/// The operands and options of ZUNION, ZINTER, ZDIFF, and of their STORE and CARD forms.
struct AlgebraQuery {
    /// What becomes of the result.
    enum Form {
        case reply, store, count
    }

    private enum Aggregate {
        case sum, minimum, maximum

        func callAsFunction(_ left: Double, _ right: Double) -> Double {
            switch self {
            // The sum of both infinities counts as 0, as in Redis.
            case .sum: (left + right).isNaN ? 0 : left + right
            case .minimum: right < left ? right : left
            case .maximum: right > left ? right : left
            }
        }
    }

    private let form: Form
    private var operands: [ScoredOperand?] = []
    private var weights: [Double]
    private var aggregate = Aggregate.sum
    private(set) var isWithScores = false
    private(set) var limit = 0

    init(
        _ keyspace: borrowing Keyspace,
        _ call: ArgumentView,
        name: String,
        countAt: Int,
        operation: SetOperation,
        form: Form
    ) throws(CommandError) {
        self.form = form
        let count = try call.requiredInteger(countAt)
        guard count >= 1 else {
            throw .init("ERR at least 1 input key is needed for '\(name)' command")
        }
        guard count <= call.count - countAt - 1 else { throw .syntax }
        for position in countAt + 1..<countAt + 1 + count {
            operands.append(try ScoredOperand(keyspace, call[position]))
        }
        weights = Array(repeating: 1, count: count)
        let allowsWeights = operation != .difference && form != .count
        var position = countAt + 1 + count
        while position < call.count {
            if allowsWeights, call.isWord("WEIGHTS", at: position),
                call.hasWord(after: position, count: count)
            {
                for index in 0..<count {
                    weights[index] = try call.requiredDouble(
                        position + 1 + index,
                        otherwise: .init("ERR weight value is not a float")
                    )
                }
                position += count
            } else if allowsWeights, call.isWord("AGGREGATE", at: position),
                call.hasWord(after: position)
            {
                aggregate = try Self.aggregate(call, position + 1)
                position += 1
            } else if form == .reply, call.isWord("WITHSCORES", at: position) {
                isWithScores = true
            } else if form == .count, call.isWord("LIMIT", at: position),
                call.hasWord(after: position)
            {
                limit = try call.requiredCount(
                    position + 1,
                    otherwise: .init("ERR LIMIT can't be negative")
                )
                position += 1
            } else {
                throw .syntax
            }
            position += 1
        }
    }

    private static func aggregate(
        _ call: ArgumentView,
        _ position: Int
    ) throws(CommandError) -> Aggregate {
        if call.isWord("SUM", at: position) { return .sum }
        if call.isWord("MIN", at: position) { return .minimum }
        if call.isWord("MAX", at: position) { return .maximum }
        throw .syntax
    }

    /// The combined members with their scores.
    func result(_ operation: SetOperation, seed: HashSeed) -> ByteTable<Double> {
        switch operation {
        case .union: union(seed)
        case .intersection: intersection(seed)
        case .difference: difference(seed)
        }
    }

    /// The operands and their weights, the smallest first: sums depend on the order.
    private var ordered: [(operand: ScoredOperand?, weight: Double)] {
        zip(operands, weights).sorted { ($0.0?.count ?? 0) < ($1.0?.count ?? 0) }
            .map { (operand: $0.0, weight: $0.1) }
    }

    private func weighted(_ score: Double, _ weight: Double) -> Double {
        let product = score * weight
        return product.isNaN ? 0 : product
    }

    private func union(_ seed: HashSeed) -> ByteTable<Double> {
        var scores = ByteTable<Double>(seed: seed)
        for (operand, weight) in ordered {
            operand?.visit { member, score in
                let value = weighted(score, weight)
                if let found = scores.find(member) {
                    scores.withValue(at: found) { $0 = aggregate($0, value) }
                } else {
                    scores.add(member, value)
                }
                return true
            }
        }
        return scores
    }

    private func intersection(_ seed: HashSeed) -> ByteTable<Double> {
        var scores = ByteTable<Double>(seed: seed)
        forEachCommon { member, score in
            scores.add(member, score)
            return true
        }
        return scores
    }

    /// How many members all operands have, up to the limit.
    func intersectionCount() -> Int {
        var count = 0
        forEachCommon { _, _ in
            count += 1
            return count != limit
        }
        return count
    }

    /// Visits what all operands have, until the visitor has seen enough.
    private func forEachCommon(_ wantsMore: (ByteString, Double) -> Bool) {
        let present = ordered.compactMap { operand, weight in operand.map { ($0, weight) } }
        guard present.count == operands.count, let (smallest, weight) = present.first else {
            return
        }
        smallest.visit { member, score in
            var total = weighted(score, weight)
            for (operand, weight) in present.dropFirst() {
                guard let other = operand.score(member) else { return true }
                total = aggregate(total, other * weight)
            }
            return wantsMore(member, total)
        }
    }

    private func difference(_ seed: HashSeed) -> ByteTable<Double> {
        var scores = ByteTable<Double>(seed: seed)
        guard let first = operands.first, let first else { return scores }
        let others = operands.dropFirst().compactMap { $0 }
        first.visit { member, score in
            if others.allSatisfy({ $0.score(member) == nil }) { scores.add(member, score) }
            return true
        }
        return scores
    }
}
