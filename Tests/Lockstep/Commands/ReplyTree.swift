import StdnetBackend

/// A reply as RESP writes it, for looking into.
indirect enum ReplyTree: Equatable {
    /// A status, an error, a number, a truth value or a null: what begins a line, and the rest.
    case line(UInt8, Bytes)
    /// A string of its kind.
    case bulk(UInt8, Bytes)
    /// An array, a set, a map or a push, the keys and values of maps one after another.
    case list(UInt8, [ReplyTree])

    /// Reads one whole reply.
    init(_ bytes: Bytes) {
        var position = 0
        self.init(bytes, &position)
    }

    private init(_ bytes: Bytes, _ position: inout Int) {
        guard position < bytes.count else {
            self = .line(0, [])
            return
        }
        let kind = bytes[position]
        let end = bytes[position...].firstIndex(of: 13) ?? bytes.count
        let text = Bytes(bytes[(position + 1)..<end])
        position = end + 2
        let count = Int(String(decoding: text, as: UTF8.self)) ?? 0
        switch kind {
        case UInt8(ascii: "$"), UInt8(ascii: "="), UInt8(ascii: "!"):
            guard count >= 0 else {
                self = .line(kind, text)
                return
            }
            self = .bulk(kind, Bytes(bytes[position..<(position + count)]))
            position += count + 2
        case UInt8(ascii: "*"), UInt8(ascii: "~"), UInt8(ascii: ">"), UInt8(ascii: "%"):
            guard count >= 0 else {
                self = .line(kind, text)
                return
            }
            var values: [ReplyTree] = []
            for _ in 0..<(kind == UInt8(ascii: "%") ? 2 * count : count) {
                values.append(ReplyTree(bytes, &position))
            }
            self = .list(kind, values)
        default:
            self = .line(kind, text)
        }
    }

    /// What it begins with in RESP.
    var kind: UInt8 {
        switch self {
        case .line(let kind, _), .bulk(let kind, _), .list(let kind, _): kind
        }
    }

    /// All strings and lines in it, in order.
    var leaves: [Bytes] {
        switch self {
        case .line(_, let text): [text]
        case .bulk(_, let text): [text]
        case .list(_, let values): values.flatMap(\.leaves)
        }
    }

    /// The kind and the text of what it is, and of what is in it.
    var bytes: Bytes {
        switch self {
        case .line(let kind, let text), .bulk(let kind, let text): [kind] + text
        case .list(let kind, let values): values.reduce([kind]) { $0 + [0] + $1.bytes }
        }
    }

    /// The same, with the values of every list in an order that does not depend on theirs.
    var sorted: ReplyTree {
        guard case .list(let kind, let values) = self else { return self }
        let sorted = values.map(\.sorted).sorted { $0.bytes.lexicographicallyPrecedes($1.bytes) }
        return .list(kind, sorted)
    }

    /// The number that it is, also as text.
    var number: Int? {
        switch self {
        case .line(UInt8(ascii: ":"), let text), .bulk(_, let text):
            Int(String(decoding: text, as: UTF8.self))
        default: nil
        }
    }

    var isError: Bool {
        if case .line(UInt8(ascii: "-"), _) = self { true } else { false }
    }
}
