/// Writes replies onto a tape: for backends, and for the Swift twins of scripts.
///
/// A collection is announced with its count and followed by that many values.
public struct ReplyBuilder: Sendable {
    @usableFromInline package internal(set) var nodes: [ReplyTape.Node] = []
    @usableFromInline package internal(set) var bytes: [UInt8] = []
    /// Whether the reader asked for RESP3, where a few values have shapes of their own.
    package var isRESP3 = false
    /// How many bytes of strings there may be: where others decide how much is written, and it has to
    /// end somewhere.
    @usableFromInline package var byteLimit = Int.max
    /// Whether a string was left out, because there were too many bytes.
    @usableFromInline package internal(set) var isCut = false

    /// Makes an empty tape.
    public init() {}

    /// How many values were written, elements of collections included.
    @inlinable public var count: Int { nodes.count }

    /// Appends a null.
    @inlinable public mutating func null() { nodes.append(.init(kind: .null)) }
    /// Appends a null array.
    public mutating func nullArray() { nodes.append(.init(kind: .nullArray)) }
    /// Appends an integer.
    @inlinable
    public mutating func integer(_ value: Int) {
        nodes.append(.init(kind: .integer, value: Int64(value)))
    }
    /// Appends a boolean.
    public mutating func boolean(_ value: Bool) {
        nodes.append(.init(kind: .boolean, value: value ? 1 : 0))
    }
    /// Appends a double.
    public mutating func double(_ value: Double) {
        nodes.append(.init(kind: .double, value: Int64(bitPattern: value.bitPattern)))
    }
    /// Appends a double that is to be written without an exponent, with up to 17 decimals.
    package mutating func decimal(_ value: Double) {
        nodes.append(.init(kind: .double, count: 17, value: Int64(bitPattern: value.bitPattern)))
    }
    /// Appends a simple string.
    public mutating func status(_ text: String) { string(.status, text) }
    /// Appends an error, its code first.
    public mutating func error(_ text: String) { string(.error, text) }
    /// Appends text as a bulk string.
    public mutating func bulk(_ text: String) { string(.bulk, text) }
    /// Appends bytes as a bulk string.
    @inlinable @inline(__always)
    public mutating func bulk(_ value: UnsafeRawBufferPointer) {
        guard value.count <= byteLimit &- bytes.count else { return leaveOut() }
        nodes.append(.init(kind: .bulk, count: UInt32(value.count), value: Int64(bytes.count)))
        bytes.append(contentsOf: value)
    }
    /// Keeps the place of a string for which there is no room.
    @usableFromInline @inline(never)
    mutating func leaveOut() {
        isCut = true
        nodes.append(.init(kind: .null))
    }

    /// Appends bytes as a bulk string.
    public mutating func bulk(_ value: Bytes) { value.withUnsafeBytes { bulk($0) } }
    /// Announces an array of this many values.
    public mutating func array(_ count: Int) {
        nodes.append(.init(kind: .array, count: UInt32(clamping: count)))
    }
    /// Announces a collection of this many values, a map counting keys and values.
    public mutating func collection(_ kind: Reply.Kind, _ count: Int) {
        nodes.append(.init(kind: kind, count: UInt32(count)))
    }

    /// Changes the count of a collection announced earlier: for those whose size shows at the end.
    public mutating func setCount(_ count: Int, at position: Int) {
        nodes[position].count = UInt32(count)
    }

    /// Removes what was written since `position`; the bytes of strings stay until the tape is finished.
    public mutating func truncate(to position: Int) { nodes.removeSubrange(position...) }

    /// Removes everything and keeps the memory.
    public mutating func removeAll() {
        isCut = false
        nodes.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Whether what was written since a position is one complete value.
    package func isOneValue(from position: Int) -> Bool {
        var left = 1
        for node in nodes[position...] {
            guard left > 0 else { return false }
            left += (node.kind.isCollection ? Int(node.count) : 0) - 1
        }
        return left == 0
    }

    /// The kind of the value at a position, and its text when it is an error.
    @inlinable package func kind(at position: Int) -> Reply.Kind { nodes[position].kind }
    package func errorText(at position: Int) -> String {
        let node = nodes[position]
        return String(
            decoding: bytes[Int(node.value)..<Int(node.value) + Int(node.count)],
            as: UTF8.self
        )
    }

    /// Appends a copy of a reply.
    public mutating func append(_ reply: Reply) {
        for position in reply.position..<reply.tape.end(of: reply.position) {
            var node = reply.tape.node(at: position)
            if node.kind.hasBytes {
                let start = Int(node.value)
                node.value = Int64(bytes.count)
                reply.tape.withBytes {
                    bytes.append(contentsOf: $0[start..<start + Int(node.count)])
                }
            }
            nodes.append(node)
        }
    }

    /// Puts what another builder has written before the value at a position.
    package mutating func insert(_ other: ReplyBuilder, at position: Int) {
        let offset = Int64(bytes.count)
        bytes.append(contentsOf: other.bytes)
        nodes.insert(
            contentsOf: other.nodes.lazy.map { node in
                var node = node
                if node.kind.hasBytes { node.value += offset }
                return node
            },
            at: position
        )
    }

    /// The replies written so far, each top-level value one reply.
    public consuming func finish() -> [Reply] {
        let tape = ReplyTape(nodes: nodes, bytes: bytes)
        var replies: [Reply] = []
        var position = 0
        while position < tape.nodes.count {
            replies.append(Reply(tape: tape, position: position))
            position = tape.end(of: position)
        }
        return replies
    }

    /// The first reply, where one is written: without the array of ``finish()``.
    package consuming func finishOne() -> Reply? {
        nodes.isEmpty ? nil : Reply(tape: ReplyTape(nodes: nodes, bytes: bytes))
    }

    /// The only value that was written, copied when it is short, so that the memory of this builder can be
    /// used again; nil for anything else.
    package func loneReply() -> Reply? {
        guard nodes.count == 1, bytes.count <= ReplyTape.shortCount else { return nil }
        return bytes.withUnsafeBytes { Reply(tape: ReplyTape(lone: nodes[0], $0)) }
    }

    private mutating func string(_ kind: Reply.Kind, _ text: String) {
        var text = text
        text.withUTF8 { utf8 in
            nodes.append(.init(kind: kind, count: UInt32(utf8.count), value: Int64(bytes.count)))
            bytes.append(contentsOf: utf8)
        }
    }
}
