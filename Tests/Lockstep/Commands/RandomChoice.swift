import StdnetBackend

/// What a command may choose by chance: SPOP, SRANDMEMBER, HRANDFIELD, ZRANDMEMBER, RANDOMKEY.
struct RandomChoice: Sendable {
    /// What there was to choose from; nil when nobody knows, as in transactions and scripts, where the
    /// commands before have changed it.
    let all: Set<Bytes>?
    /// How many words make up one thing to choose: a field and its value are two.
    let width: Int
    /// Whether nothing may come twice.
    let isDistinct: Bool

    func accepts(_ one: ReplyTree, _ other: ReplyTree) -> Bool {
        guard one.hasSameShape(as: other) else { return false }
        return isPossible(one.leaves) && isPossible(other.leaves)
    }

    private func isPossible(_ leaves: [Bytes]) -> Bool {
        let things = leaves.grouped(by: width)
        if isDistinct, Set(things).count != things.count { return false }
        guard let all, !all.isEmpty else { return true }
        return things.allSatisfy { all.contains($0) }
    }
}

extension Array where Element == Bytes {
    /// Words that belong together as one, with a byte between them that tells where they end.
    func grouped(by width: Int) -> [Bytes] {
        stride(from: 0, to: count, by: width).map { start in
            Bytes(self[start..<Swift.min(start + width, count)].joined(separator: [0, 1, 0]))
        }
    }
}

extension ReplyTree {
    func hasSameShape(as other: ReplyTree) -> Bool {
        switch (self, other) {
        case (.line(let kind, _), .line(let other, _)): kind == other
        case (.bulk(let kind, _), .bulk(let other, _)): kind == other
        case (.list(let kind, let values), .list(let otherKind, let others)):
            kind == otherKind && values.count == others.count
                && zip(values, others).allSatisfy { $0.hasSameShape(as: $1) }
        default: false
        }
    }
}
