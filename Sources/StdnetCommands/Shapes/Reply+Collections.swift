package import StdnetBackend

extension Reply {
    /// An array of nothing.
    private static let emptyArray: Reply? = {
        var builder = ReplyBuilder()
        builder.array(0)
        return builder.finishOne()
    }()

    /// The reply itself, or an array of nothing where it is a null: what counts elements answers a null
    /// when there is no key.
    var orEmptyArray: Reply { isNull ? Self.emptyArray ?? self : self }

    /// Reads exactly this many elements.
    func parts(_ count: Int, of expected: String) throws(BackendError) -> [Reply] {
        guard kind.isCollection, self.count == count else { throw mismatch(expected) }
        return Array(elements)
    }

    /// Reads pairs, either flat, as RESP2 and maps have them, or nested, as RESP3 has scores.
    package func pairs(of expected: String) throws(BackendError) -> [(Reply, Reply)] {
        guard kind.isCollection else { throw mismatch(expected) }
        var elements = elements
        var pairs: [(Reply, Reply)] = []
        pairs.reserveCapacity(count)
        while let first = elements.next() {
            if first.kind.isCollection {
                let both = try first.parts(2, of: expected)
                pairs.append((both[0], both[1]))
            } else if let second = elements.next() {
                pairs.append((first, second))
            } else {
                throw mismatch(expected)
            }
        }
        return pairs
    }
}
