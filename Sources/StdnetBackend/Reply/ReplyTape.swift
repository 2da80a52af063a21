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

    package let nodes: [Node]
    package let bytes: [UInt8]

    package init(nodes: [Node], bytes: [UInt8]) {
        self.nodes = nodes
        self.bytes = bytes
    }

    /// The position after a value and all that is in it.
    @inline(__always)
    package func end(of position: Int) -> Int {
        var next = position
        var left = 1
        while left > 0 {
            let node = nodes[next]
            if node.kind.isCollection { left += Int(node.count) }
            left -= 1
            next += 1
        }
        return next
    }
}
