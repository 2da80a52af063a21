import StdnetBackend

/// How alike two replies have to be.
indirect enum ReplyComparison: Sendable {
    /// The same bytes.
    case exact
    /// The same values, in whatever order: sets and hashes in tables, whose order is chance.
    case unordered
    /// The same values, in whatever order and number: SCAN of all at once while a table grows.
    case sameValues
    /// What chance has chosen: as many values, all from the same ones.
    case chosen(RandomChoice)
    /// What all calls of a SCAN have found together.
    case walk(ScanWalk.Promise)
    /// The same, but for what depends on when exactly commands ran.
    case times(ReplyTimes)
    /// The same payload of DUMP, or where it may be another one, one that holds the same.
    case payload
    /// The lines of CLIENT LIST and CLIENT INFO.
    case clients
    /// Names and values, the same but for the values of these names.
    case fields(except: Set<String>)
    /// As many values, each compared on its own: EXEC, and scripts.
    case each([ReplyComparison])
    /// Anything of the same kind.
    case any

    /// What the comparison of two replies depends on.
    struct Circumstances {
        /// How far the clocks of both servers were apart at most while they played, in milliseconds.
        let patience: Int
        /// The time at which the story began, in milliseconds since 1970.
        let start: Int
        /// Says whether payloads hold the same; takes memory's first.
        let holdSame: (Bytes, Bytes) -> Bool

        /// For replies that depend neither on time nor on other servers.
        static var none: Circumstances {
            Circumstances(patience: 0, start: 0, holdSame: { _, _ in false })
        }
    }

    func accepts(
        _ mine: Bytes,
        _ theirs: Bytes,
        _ circumstances: Circumstances = .none
    ) -> Bool {
        if mine == theirs, case .each = self { return true }
        return accepts(ReplyTree(mine), ReplyTree(theirs), circumstances)
    }

    private func accepts(
        _ mine: ReplyTree,
        _ theirs: ReplyTree,
        _ circumstances: Circumstances
    ) -> Bool {
        if mine.isError || theirs.isError { return Self.haveSameText(mine, theirs) }
        switch self {
        case .exact: return mine == theirs
        case .any: return mine.kind == theirs.kind
        case .unordered: return mine.sorted == theirs.sorted
        case .sameValues: return Set(mine.leaves) == Set(theirs.leaves)
        case .chosen(let choice): return choice.accepts(mine, theirs)
        case .walk(let promise): return promise.accepts(mine) && promise.accepts(theirs)
        case .payload: return PayloadComparison(circumstances).accepts(mine, theirs)
        case .times(let times): return times.accept(mine, theirs, circumstances)
        case .clients: return ClientText(mine) == ClientText(theirs)
        case .fields(let names): return mine.without(names) == theirs.without(names)
        case .each(let comparisons):
            guard case .list(let kind, let values) = mine, case .list(kind, let others) = theirs
            else { return mine == theirs }
            guard values.count == others.count, values.count == comparisons.count else {
                return false
            }
            return zip(comparisons, zip(values, others)).allSatisfy {
                $0.accepts($1.0, $1.1, circumstances)
            }
        }
    }

    /// Errors of the memory backend are text, so that bytes that are none show as U+FFFD in them.
    private static func haveSameText(_ one: ReplyTree, _ other: ReplyTree) -> Bool {
        guard case .line(let kind, let text) = one, case .line(kind, let otherText) = other else {
            return false
        }
        return String(decoding: text, as: UTF8.self) == String(decoding: otherText, as: UTF8.self)
    }
}

/// CLIENT LIST and CLIENT INFO, without what is about sockets, memory, and numbers of clients.
private struct ClientText: Equatable {
    private let lines: [[Substring]]

    init(_ reply: ReplyTree) {
        let text = String(decoding: reply.leaves.joined(), as: UTF8.self)
        lines = text.split(separator: "\n").map { line in
            line.split(separator: " ").filter { field in
                Self.names.contains { field.hasPrefix($0) }
            }
            .map { $0.hasPrefix("flags=") ? Self.flags($0) : $0 }
        }
        .filter { !$0.contains("name=\(CommandStory.controlName)") }
        // Redis turns its list of clients from time to time.
        .sorted { $0.lexicographicallyPrecedes($1) }
    }

    /// Without the flag of who has just been unblocked: it lasts until Redis has read all that came at
    /// the same time.
    private static func flags(_ field: Substring) -> Substring {
        let flags = field.filter { $0 != "u" }
        return flags == "flags=" ? "flags=N" : Substring(flags)
    }

    private static let names = [
        "name=", "flags=", "db=", "sub=", "psub=", "ssub=", "multi=", "cmd=", "user=", "redir=",
        "resp=",
    ]
}

extension ReplyTree {
    /// The same, without the values after these names.
    func without(_ names: Set<String>) -> ReplyTree {
        guard case .list(let kind, var values) = self else { return self }
        for place in values.indices.dropFirst() {
            guard case .bulk(_, let name) = values[place - 1],
                names.contains(String(decoding: name, as: UTF8.self))
            else { continue }
            values[place] = .line(0, [])
        }
        return .list(kind, values)
    }
}
