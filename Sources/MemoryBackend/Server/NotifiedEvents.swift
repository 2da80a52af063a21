/// Which events of keys are published, and on which channels: `notify-keyspace-events`.
struct NotifiedEvents: CustomStringConvertible {
    private var kinds: UInt16 = 0
    /// Whether events go to the channel of their key.
    private(set) var onKey = false
    /// Whether events go to the channel of their name.
    private(set) var onEvent = false

    var isEmpty: Bool { kinds == 0 || !(onKey || onEvent) }

    init() {}

    /// Reads the letters of the parameter; nil when one of them means nothing.
    init?(_ letters: String) {
        for letter in letters {
            switch letter {
            case "A": kinds |= Self.all
            case "K": onKey = true
            case "E": onEvent = true
            default:
                guard let kind = Self.letters.first(where: { $0.0 == letter })?.1 else {
                    return nil
                }
                kinds |= kind.rawValue
            }
        }
    }

    func contains(_ kind: KeyEvent.Kind) -> Bool { kinds & kind.rawValue != 0 }

    /// The letters, in Redis's order, `A` for all that it stands for; beside that, Redis leaves out the
    /// `n` for new keys.
    var description: String {
        var text = ""
        if kinds & Self.all == Self.all {
            text = "A"
        } else {
            for (letter, kind) in Self.letters.dropLast() where contains(kind) {
                text.append(letter)
            }
        }
        if onKey { text += "K" }
        if onEvent { text += "E" }
        if contains(.miss) { text += "m" }
        return text
    }

    private static let letters: [(Character, KeyEvent.Kind)] = [
        ("g", .generic), ("$", .string), ("l", .list), ("s", .set), ("h", .hash),
        ("z", .sortedSet), ("x", .expired), ("e", .evicted), ("t", .stream), ("d", .module),
        ("n", .new), ("m", .miss),
    ]

    /// What `A` stands for: everything but misses and new keys.
    private static let all: UInt16 = letters.prefix(10).reduce(0) { $0 | $1.1.rawValue }
}
