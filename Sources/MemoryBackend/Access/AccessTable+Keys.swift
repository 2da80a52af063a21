import StdnetBackend

// The keys of calls, and what is done with each.
extension AccessTable {
    /// The keys of a call, in the order in which they are checked.
    ///
    /// Where the words make no sense there are none: the command says so itself.
    func keys(of number: Int, in call: ArgumentView) -> [(position: Int, access: KeyAccess)] {
        let command = commands[number]
        guard let last = command.accesses.last else { return [] }
        switch command.name {
        case "set", "bitfield":
            guard call.count > 1 else { return [] }
            return [(1, command.name == "set" ? Self.accessOfSet(call) : Self.accessOfBits(call))]
        default:
            // Whoever asks before a call is made may ask about one with too few words.
            let positions = positions(of: command, in: call).filter { $0 < call.count }
            return positions.enumerated().map { place, position in
                (position, place < command.accesses.count ? command.accesses[place] : last)
            }
        }
    }

    private func positions(of command: Command, in call: ArgumentView) -> [Int] {
        switch command.keys {
        case .counted(let at):
            return Self.isCounted(call, at) ? command.keys.positions(in: call) : []
        case .destinationAndCounted:
            return Self.isCounted(call, 2) ? command.keys.positions(in: call) : []
        case .range where command.name == "pfmerge" && call.count < 3: return []
        case .sort where command.name == "sort_ro": return [1]
        case .sort: return [1] + (Self.target(ofSort: call).map { [$0] } ?? [])
        case .geo:
            let start = command.name == "georadius" ? 6 : 5
            let stored = Self.keyword("STORE", from: start, in: call)
            let storedDistances = Self.keyword("STOREDIST", from: start, in: call)
            return [1] + [stored, storedDistances].compactMap { $0 }
        case .streams:
            let start = command.name == "xread" ? 1 : 4
            guard let first = Self.keyword("STREAMS", from: start, in: call) else { return [] }
            return Array(first..<first + (call.count - first) / 2)
        case .migrate:
            guard call.count > 3, let list = Self.listOfMigrate(call) else { return [3] }
            return call[3].isEmpty ? Array(list..<call.count) : []
        default: return command.keys.positions(in: call)
        }
    }

    /// The position after a word, if another one follows.
    private static func keyword(
        _ word: StaticString,
        from start: Int,
        in call: ArgumentView
    ) -> Int? {
        guard start < call.count - 1 else { return nil }
        return (start..<call.count - 1).first { call.isWord(word, at: $0) }.map { $0 + 1 }
    }

    /// Where the list of KEYS begins in MIGRATE, if there is one: then the key itself must be empty.
    private static func listOfMigrate(_ call: ArgumentView) -> Int? {
        var position = 6
        while position < call.count {
            if call.isWord("KEYS", at: position) { return position + 1 }
            if call.isWord("AUTH", at: position) { position += 1 }
            if call.isWord("AUTH2", at: position) { position += 2 }
            position += 1
        }
        return nil
    }

    /// What the last STORE of SORT names: one that nothing follows does not count.
    private static func target(ofSort call: ArgumentView) -> Int? {
        var target: Int?
        var position = 2
        while position < call.count {
            if call.isWord("LIMIT", at: position) {
                position += 2
            } else if call.isWord("BY", at: position) || call.isWord("GET", at: position) {
                position += 1
            } else if call.isWord("STORE", at: position), position + 1 < call.count {
                target = position + 1
            }
            position += 1
        }
        return target
    }

    /// Whether a call has as many keys as its number says.
    private static func isCounted(_ call: ArgumentView, _ position: Int) -> Bool {
        guard position < call.count, let count = call.integer(position) else { return false }
        return count > 0 && count <= call.count - position - 1
    }

    /// SET tells the old value only with GET.
    private static func accessOfSet(_ call: ArgumentView) -> KeyAccess {
        let tells = (3..<max(3, call.count)).contains { call.isWord("GET", at: $0) }
        return tells ? .readWrite : .write
    }

    /// BITFIELD only reads when all that it does is GET.
    private static func accessOfBits(_ call: ArgumentView) -> KeyAccess {
        var position = 2
        while position < call.count {
            let left = call.count - position - 1
            if call.isWord("GET", at: position), left >= 2 {
                position += 3
            } else if call.isWord("OVERFLOW", at: position), left >= 1 {
                position += 2
            } else {
                return .readWrite
            }
        }
        return .read
    }
}
