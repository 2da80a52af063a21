/// Which words of a call are keys.
public enum KeyPositions: Sendable, Equatable {
    /// No word is a key.
    case none
    /// From the first to the last, each `step` words; a negative last counts from the end.
    case range(first: Int, last: Int, step: Int)
    /// The word at `count` says how many keys follow it.
    case counted(at: Int)
    /// A destination at 1, and a counted list after the word at 2.
    case destinationAndCounted
    /// SORT: the key, and what the last STORE names. The patterns of BY and GET are not keys.
    case sort
    /// GEORADIUS: the key, and what STORE or STOREDIST names.
    case geo
    /// XREAD and XREADGROUP: the first half of what follows STREAMS.
    case streams
    /// MIGRATE: the word at 3, or what follows KEYS when that word is empty.
    case migrate

    /// The positions of the keys in a call; positions that the call does not have are left out.
    public func positions(in call: ArgumentView) -> [Int] {
        unchecked(in: call).filter { $0 < call.count }
    }

    private func unchecked(in call: ArgumentView) -> [Int] {
        switch self {
        case .none:
            return []
        case .range(let first, let last, let step):
            let end = last < 0 ? call.count + last : last
            return Array(stride(from: first, through: min(end, call.count - 1), by: step))
        case .counted(let at):
            return Self.counted(at: at, in: call)
        case .destinationAndCounted:
            return [1] + Self.counted(at: 2, in: call)
        case .sort:
            let stores = Self.options(
                ["STORE"],
                skipping: [("BY", 1), ("GET", 1), ("LIMIT", 2)],
                from: 2,
                in: call
            )
            return [1] + (stores.last.map { [$0 + 1] } ?? [])
        case .geo:
            let stores = Self.options(
                ["STORE", "STOREDIST"],
                skipping: [("STORE", 1), ("STOREDIST", 1)],
                from: 5,
                in: call
            )
            return [1] + stores.map { $0 + 1 }
        case .streams:
            let streams = Self.options(
                ["STREAMS"],
                skipping: [("BLOCK", 1), ("COUNT", 1), ("GROUP", 2)],
                from: 1,
                in: call
            )
            guard let first = streams.first.map({ $0 + 1 }) else { return [] }
            return Array(first..<first + (call.count - first) / 2)
        case .migrate:
            guard call.count > 3, call[3].isEmpty else { return [3] }
            let lists = Self.options(
                ["KEYS"],
                skipping: [("AUTH", 1), ("AUTH2", 2)],
                from: 6,
                in: call
            )
            guard let keys = lists.first else { return [] }
            return Array(keys + 1..<call.count)
        }
    }

    private static func counted(at position: Int, in call: ArgumentView) -> [Int] {
        guard position < call.count, let count = call.integer(position), count > 0 else {
            return []
        }
        // The number is the caller's: it may be greater than any call is long.
        return Array(position + 1..<min(count, call.count - position - 1) + position + 1)
    }

    /// Where options of some names stand.
    ///
    /// The words that belong to an option are passed over, so that a key or a pattern of such a name
    /// is not taken for one.
    private static func options(
        _ names: [StaticString],
        skipping operands: [(name: StaticString, count: Int)],
        from start: Int,
        in call: ArgumentView
    ) -> [Int] {
        var found: [Int] = []
        var position = start
        while position < call.count {
            if names.contains(where: { call.isWord($0, at: position) }) { found.append(position) }
            let option = operands.first { call.isWord($0.name, at: position) }
            position += 1 + (option?.count ?? 0)
        }
        return found
    }
}

extension ArgumentView {
    /// Whether a word is this one, in any case of its letters.
    public func isWord(_ word: StaticString, at position: Int) -> Bool {
        let found = self[position]
        guard found.count == word.utf8CodeUnitCount else { return false }
        return (0..<found.count).allSatisfy { at in
            let byte = found[at]
            let upper = byte >= 0x61 && byte <= 0x7a ? byte - 0x20 : byte
            return upper == word.utf8Start[at]
        }
    }
}
