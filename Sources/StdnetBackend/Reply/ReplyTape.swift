/// The replies of one read from a connection, or of one call in process: nodes over one byte buffer.
///
/// Immutable once made, so every reply on it may be read from any task.
@usableFromInline package final class ReplyTape: Sendable {
    /// One value: 16 bytes, whatever it is.
    @usableFromInline package struct Node: Sendable {
        @usableFromInline package var kind: Reply.Kind
        /// Bytes of a string, elements of a collection; decimals of a double that is to have no
        /// exponent; unused otherwise.
        @usableFromInline package var count: UInt32
        /// Where the bytes of a string start; the value of an integer, boolean or double.
        @usableFromInline package var value: Int64

        @inlinable package init(kind: Reply.Kind, count: UInt32 = 0, value: Int64 = 0) {
            self.kind = kind
            self.count = count
            self.value = value
        }
    }

    /// The values; none on a tape with one short value, which is ``lone``.
    @usableFromInline package let nodes: [Node]
    @usableFromInline package let bytes: [UInt8]
    /// The one value of a tape without nodes, its bytes in ``short``: most replies of calls in process are
    /// so, and take one block of memory instead of three.
    @usableFromInline package let lone: Node
    @usableFromInline package let short: (UInt64, UInt64, UInt64, UInt64)

    /// How many bytes a value alone may have.
    static let shortCount = 32

    package init(nodes: [Node], bytes: [UInt8]) {
        self.nodes = nodes
        self.bytes = bytes
        lone = Node(kind: .null)
        short = (0, 0, 0, 0)
    }

    /// A tape of one value without elements, with at most ``shortCount`` bytes.
    init(lone node: Node, _ source: UnsafeRawBufferPointer) {
        nodes = []
        bytes = []
        var words: (UInt64, UInt64, UInt64, UInt64) = (0, 0, 0, 0)
        withUnsafeMutableBytes(of: &words) { $0.copyMemory(from: source) }
        short = words
        lone = node
    }

    @inlinable @inline(__always)
    package func node(at position: Int) -> Node { nodes.isEmpty ? lone : nodes[position] }

    /// Lends the bytes from which the places of strings count.
    @inlinable @inline(__always)
    package func withBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        nodes.isEmpty ? withUnsafeBytes(of: short, body) : bytes.withUnsafeBytes(body)
    }

    /// Lends the bytes of the string at a position, nil for a null; nothing for values of other kinds.
    @inlinable @inline(__always)
    package func withString<Result>(
        at position: Int,
        _ body: (UnsafeRawBufferPointer?) -> Result
    ) -> Result {
        let node = node(at: position)
        switch node.kind {
        case .bulk, .status:
            return withBytes { bytes in
                let start = Int(node.value)
                let range = start..<start + Int(node.count)
                return body(UnsafeRawBufferPointer(rebasing: bytes[range]))
            }
        case .null, .nullArray: return body(nil)
        default: return Reply(tape: self, position: position).withBytes { body($0) }
        }
    }

    /// The position after a value and all that is in it.
    @inline(__always)
    package func end(of position: Int) -> Int {
        var next = position
        var left = 1
        while left > 0 {
            let node = node(at: next)
            if node.kind.isCollection { left += Int(node.count) }
            left -= 1
            next += 1
        }
        return next
    }
}
