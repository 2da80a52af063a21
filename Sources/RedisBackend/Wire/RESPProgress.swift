internal import StdnetBackend

/// How far a parser has come: the values that it has read, and the collections that it is in.
struct RESPProgress: Sendable {
    /// A collection that waits for the one inside it.
    private struct Enclosing: Sendable {
        /// How many elements it lacks, the one that is read now included.
        var missing: Int
        /// Where the values start that are dropped when the inner collection is complete; nil when
        /// they are kept.
        var dropped: Int?
    }

    private(set) var nodes: [ReplyTape.Node] = []
    private(set) var roots: [Int] = []
    /// How much of the nodes and of the input belongs to complete replies.
    private(set) var completeNodes = 0
    private(set) var completeBytes = 0
    /// How long the input has to be before reading on makes sense.
    private(set) var wanted = 0

    /// How many nodes and replies were taken the last time.
    private var usualNodes = 0
    private var usualRoots = 0
    /// The collections around the values that are read now, the outermost first.
    private var enclosing: [Enclosing] = []
    /// How many values the innermost collection lacks; 1 between replies.
    private var missing = 1
    /// Where the next value starts in the input.
    private var position = 0
    /// Up to where the latest line was searched for its end; never beyond that end.
    private var searched = 0

    /// Reads on; the input is what it was before, and more.
    mutating func read(_ input: UnsafeBufferPointer<UInt8>) throws(RESPRefusal) {
        guard input.count >= wanted else { return }
        reserve((input.count - position) / 3)
        var cursor = RESPCursor(input, at: position)
        while let mark = cursor.mark() {
            let isRead = try readValue(mark, &cursor)
            guard isRead else { return }
            position = cursor.next
        }
    }

    /// Makes room for values, where that saves moving them; no value is shorter than three bytes.
    ///
    /// - Parameter most: how many values can be in what has arrived.
    private mutating func reserve(_ most: Int) {
        if nodes.isEmpty {
            // Replies are often like those before.
            nodes.reserveCapacity(min(usualNodes, most))
            roots.reserveCapacity(min(usualRoots, most))
            return
        }
        // The last doubling for a large collection would be for few values.
        let capacity = nodes.capacity
        if nodes.count + most > capacity, missing >= capacity / 2, missing <= capacity * 2 {
            nodes.reserveCapacity(nodes.count + missing)
        }
    }

    /// Gives away the replies that are complete, and forgets their bytes in the input.
    ///
    /// - Returns: the nodes, behind them perhaps some of the next reply, and where replies start.
    mutating func takeComplete() -> (nodes: [ReplyTape.Node], roots: [Int]) {
        usualNodes = completeNodes
        usualRoots = roots.count
        var takenNodes: [ReplyTape.Node] = []
        if completeNodes < nodes.count {
            takenNodes = nodes[completeNodes...].map { $0.moved(by: -completeBytes) }
        }
        swap(&takenNodes, &nodes)
        var takenRoots: [Int] = []
        swap(&takenRoots, &roots)
        for index in enclosing.indices {
            if let dropped = enclosing[index].dropped {
                enclosing[index].dropped = dropped - completeNodes
            }
        }
        position -= completeBytes
        searched = max(searched - completeBytes, 0)
        wanted = max(wanted - completeBytes, 0)
        completeNodes = 0
        completeBytes = 0
        return (takenNodes, takenRoots)
    }
}

extension RESPProgress {
    /// Reads one value or the head of a collection; false when more bytes are needed.
    @inline(__always)
    private mutating func readValue(
        _ mark: UInt8,
        _ cursor: inout RESPCursor
    ) throws(RESPRefusal) -> Bool {
        switch mark {
        case UInt8(ascii: "$"): try readString(.bulk, &cursor)
        case UInt8(ascii: ":"): try readInteger(&cursor)
        case UInt8(ascii: "+"): try readLine(.status, &cursor)
        case UInt8(ascii: "-"): try readLine(.error, &cursor)
        case UInt8(ascii: "*"): try readCollection(.array, &cursor)
        case UInt8(ascii: "%"): try readCollection(.map, &cursor)
        case UInt8(ascii: "~"): try readCollection(.set, &cursor)
        case UInt8(ascii: ">"): try readCollection(.push, &cursor)
        case UInt8(ascii: "|"): try readAttribute(&cursor)
        case UInt8(ascii: "!"): try readString(.error, &cursor)
        case UInt8(ascii: "="): try readVerbatim(&cursor)
        case UInt8(ascii: "_"), UInt8(ascii: "#"), UInt8(ascii: ","), UInt8(ascii: "("):
            try readWord(mark, &cursor)
        case UInt8(ascii: ";"), UInt8(ascii: "."): throw .streamed
        default: throw .mark(mark)
        }
    }

    @inline(__always)
    private mutating func readInteger(_ cursor: inout RESPCursor) throws(RESPRefusal) -> Bool {
        guard let value = try cursor.number() else { return false }
        finish(.init(kind: .integer, value: Int64(value)), at: cursor.next)
        return true
    }

    @inline(__always)
    private mutating func readLine(
        _ kind: Reply.Kind,
        _ cursor: inout RESPCursor
    ) throws(RESPRefusal) -> Bool {
        guard let line = try cursor.line(searched: &searched) else { return false }
        finish(kind, line, at: cursor.next)
        return true
    }

    @inline(__always)
    private mutating func readString(
        _ kind: Reply.Kind,
        _ cursor: inout RESPCursor
    ) throws(RESPRefusal) -> Bool {
        guard let length = try cursor.number() else { return false }
        guard length >= 0 else {
            guard kind == .bulk, length == -1 else { throw .negativeSize }
            finish(.init(kind: .null), at: cursor.next)
            return true
        }
        guard length <= RESPLimit.stringLength else { throw .stringTooLong }
        guard let string = try cursor.string(length, wanted: &wanted) else { return false }
        finish(kind, string, at: cursor.next)
        return true
    }

    private mutating func readVerbatim(_ cursor: inout RESPCursor) throws(RESPRefusal) -> Bool {
        guard let length = try cursor.number() else { return false }
        guard length >= 0 else { throw .negativeSize }
        guard length <= RESPLimit.stringLength else { throw .stringTooLong }
        guard length >= 4 else { throw .verbatim }
        guard let string = try cursor.string(length, wanted: &wanted) else { return false }
        let text = string.lowerBound + 4
        guard cursor.input[text - 1] == UInt8(ascii: ":") else { throw .verbatim }
        finish(.bulk, text..<string.upperBound, at: cursor.next)
        return true
    }

    /// Reads a value that is a word on a line.
    private mutating func readWord(
        _ mark: UInt8,
        _ cursor: inout RESPCursor
    ) throws(RESPRefusal) -> Bool {
        guard let line = try cursor.line(searched: &searched) else { return false }
        let word = UnsafeBufferPointer(rebasing: cursor.input[line])
        switch mark {
        case UInt8(ascii: "_"):
            guard word.isEmpty else { throw .null }
            finish(.init(kind: .null), at: cursor.next)
        case UInt8(ascii: "#"):
            let isTrue = word.first == UInt8(ascii: "t")
            guard word.count == 1, isTrue || word.first == UInt8(ascii: "f") else { throw .boolean }
            finish(.init(kind: .boolean, value: isTrue ? 1 : 0), at: cursor.next)
        case UInt8(ascii: ","):
            guard let value = Double(resp: word) else { throw .double }
            let bits = Int64(bitPattern: value.bitPattern)
            finish(.init(kind: .double, value: bits), at: cursor.next)
        default:
            let hasSign = word.first == UInt8(ascii: "-") || word.first == UInt8(ascii: "+")
            let digits = word.dropFirst(hasSign ? 1 : 0)
            guard !digits.isEmpty, digits.allSatisfy({ $0 &- UInt8(ascii: "0") <= 9 }) else {
                throw .bigNumber
            }
            finish(.bigNumber, line, at: cursor.next)
        }
        return true
    }
}

extension RESPProgress {
    @inline(__always)
    private mutating func readCollection(
        _ kind: Reply.Kind,
        _ cursor: inout RESPCursor
    ) throws(RESPRefusal) -> Bool {
        guard kind != .push || enclosing.isEmpty else { throw .nestedPush }
        guard let count = try cursor.number() else { return false }
        guard count > 0 else {
            if count == 0 {
                finish(.init(kind: kind), at: cursor.next)
            } else if count == -1, kind == .array {
                finish(.init(kind: .nullArray), at: cursor.next)
            } else {
                throw .negativeSize
            }
            return true
        }
        let elements = try Self.elements(kind, count)
        try enter(elements, dropping: nil)
        nodes.append(.init(kind: kind, count: UInt32(elements)))
        return true
    }

    /// Reads the head of an attribute, which says something about the value behind it.
    ///
    /// Nobody asks for that, so the values of the attribute are dropped once they are complete.
    private mutating func readAttribute(_ cursor: inout RESPCursor) throws(RESPRefusal) -> Bool {
        guard let count = try cursor.number() else { return false }
        guard count >= 0 else { throw .negativeSize }
        let elements = try Self.elements(.map, count)
        if elements > 0 { try enter(elements, dropping: nodes.count) }
        return true
    }

    private static func elements(_ kind: Reply.Kind, _ count: Int) throws(RESPRefusal) -> Int {
        guard count <= RESPLimit.elementCount / (kind == .map ? 2 : 1) else {
            throw .collectionTooLarge
        }
        return kind == .map ? count * 2 : count
    }

    /// Goes into a collection.
    ///
    /// Nothing is reserved for its elements: they may never come.
    @inline(__always)
    private mutating func enter(_ elements: Int, dropping dropped: Int?) throws(RESPRefusal) {
        guard enclosing.count < RESPLimit.depth else { throw .tooDeep }
        enclosing.append(Enclosing(missing: missing, dropped: dropped))
        missing = elements
    }

    @inline(__always)
    private mutating func finish(_ kind: Reply.Kind, _ bytes: Range<Int>, at end: Int) {
        let start = Int64(bytes.lowerBound)
        finish(.init(kind: kind, count: UInt32(bytes.count), value: start), at: end)
    }

    /// Appends a complete value, and leaves the collections that are complete with it.
    @inline(__always)
    private mutating func finish(_ node: ReplyTape.Node, at end: Int) {
        nodes.append(node)
        missing -= 1
        if missing == 0 { leave(at: end) }
    }

    @inline(__always)
    private mutating func leave(at end: Int) {
        while missing == 0 {
            guard let outer = enclosing.popLast() else {
                roots.append(completeNodes)
                completeNodes = nodes.count
                completeBytes = end
                missing = 1
                return
            }
            if let dropped = outer.dropped {
                nodes.removeSubrange(dropped...)
                missing = outer.missing
            } else {
                missing = outer.missing - 1
            }
        }
    }
}

extension ReplyTape.Node {
    /// The same node when the bytes have moved.
    fileprivate func moved(by distance: Int) -> Self {
        kind.hasBytes ? Self(kind: kind, count: count, value: value + Int64(distance)) : self
    }
}
