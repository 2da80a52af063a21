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
    /// SORT: the key, and what STORE names. The patterns of BY and GET are not keys.
    case sort
    /// GEORADIUS: the key, and what STORE or STOREDIST names.
    case geo
    /// XREAD and XREADGROUP: the first half of what follows STREAMS.
    case streams
    /// MIGRATE: the word at 3 unless it is empty, and what follows KEYS.
    case migrate

    /// The positions of the keys in a call; positions that the call does not have are left out.
    public func positions(in call: ArgumentView) -> [Int] {
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
            return [1] + Self.words(after: ["STORE"], from: 2, in: call)
        case .geo:
            return [1] + Self.words(after: ["STORE", "STOREDIST"], from: 5, in: call)
        case .streams:
            guard let streams = (1..<call.count).first(where: { call.isWord("STREAMS", at: $0) })
            else { return [] }
            let rest = call.count - streams - 1
            return Array(streams + 1..<streams + 1 + rest / 2)
        case .migrate:
            guard let keys = (1..<call.count).first(where: { call.isWord("KEYS", at: $0) })
            else { return call.count > 3 && !call[3].isEmpty ? [3] : [] }
            return Array(keys + 1..<call.count)
        }
    }

    private static func counted(at position: Int, in call: ArgumentView) -> [Int] {
        guard position < call.count, let count = call.integer(position), count > 0 else { return [] }
        return Array(position + 1..<min(position + 1 + count, call.count))
    }

    private static func words(
        after names: [StaticString], from start: Int, in call: ArgumentView
    ) -> [Int] {
        (start..<max(start, call.count - 1)).filter { position in
            names.contains { call.isWord($0, at: position) }
        }.map { $0 + 1 }
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
