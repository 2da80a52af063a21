import StdnetBackend

/// All calls of a SCAN, HSCAN, SSCAN or ZSCAN, from the cursor 0 until it is 0 again, with other
/// commands of the same client between them.
///
/// Cursors are of no other use than to be handed back, and differ; so each server walks with its own.
struct ScanWalk {
    /// What a walk may find, and what it has to.
    struct Promise: Sendable {
        /// What was there from the start to the end.
        private(set) var always: Set<Bytes>
        /// What was there at some time.
        private(set) var ever: Set<Bytes>

        init(_ found: Set<Bytes>) {
            always = found
            ever = found
        }

        mutating func see(_ found: Set<Bytes>) {
            always.formIntersection(found)
            ever.formUnion(found)
        }

        /// Whether a walk that found this kept the promise.
        func accepts(_ reply: ReplyTree) -> Bool {
            guard case .list(_, let values) = reply else { return false }
            let found = Set(values.map(\.bytes).map { Bytes($0.dropFirst()) })
            return always.isSubset(of: found) && found.isSubset(of: ever)
        }
    }

    /// The first call.
    let call: [Bytes]
    /// What runs between the calls, one command each time, and after them when there is more.
    let interludes: [[Bytes]]

    /// So many calls are more than any walk of a story takes.
    private static let longest = 20_000

    private var cursorPlace: Int { call[0].count == 4 ? 1 : 2 }
    private var width: Int { [UInt8(ascii: "h"), UInt8(ascii: "z")].contains(call[0][0]) ? 2 : 1 }

    /// Walks, and puts all that was found into one array; what runs in between replies before that.
    ///
    /// - Parameters:
    ///   - ask: Runs a command.
    ///   - pass: Runs a command in between.
    /// - Returns: the array, or the error that ended the walk; nil when a reply did not come.
    func run(
        _ ask: ([Bytes]) throws -> Bytes?,
        between pass: ([Bytes]) throws -> Void
    ) rethrows -> Bytes? {
        var found: [Bytes] = []
        var next = call
        var rest = interludes[...]
        var failure: Bytes?
        for _ in 0..<Self.longest {
            guard let reply = try ask(next) else { return nil }
            guard let (cursor, things) = things(reply) else {
                failure = reply
                break
            }
            found += things
            if cursor == Bytes("0".utf8) { break }
            next[cursorPlace] = cursor
            if let interlude = rest.popFirst() { try pass(interlude) }
        }
        for interlude in rest { try pass(interlude) }
        if let failure { return failure }
        return found.reduce(Bytes("*\(found.count)\r\n".utf8)) { all, thing in
            all + Bytes("$\(thing.count)\r\n".utf8) + thing + [13, 10]
        }
    }

    /// All that a walk would find now, by one call; nil when the call is a mistake.
    func all(_ ask: ([Bytes]) -> Bytes) -> Set<Bytes>? {
        let reply = ask(call + StoryText.words("COUNT 100000"))
        return things(reply).map { Set($0.things) }
    }

    private func things(_ reply: Bytes) -> (cursor: Bytes, things: [Bytes])? {
        guard case .list(_, let parts) = ReplyTree(reply), parts.count == 2,
            let cursor = parts[0].leaves.first
        else { return nil }
        return (cursor, parts[1].leaves.grouped(by: width))
    }
}
