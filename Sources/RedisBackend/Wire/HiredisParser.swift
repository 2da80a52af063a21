internal import CHiredis
package import StdnetBackend

/// Reads RESP2, and with hiredis 1.0 or later RESP3, by hiredis.
///
/// ``ReplyParser`` lists what it reads and refuses otherwise than ``RESPParser``.
package final class HiredisParser: ReplyParser {
    private let reader: OpaquePointer

    /// Makes a reader at the start of a connection.
    package init() throws(BackendError) {
        guard let reader = stdnet_reader_create() else { throw Self.failure("out of memory") }
        self.reader = reader
    }

    deinit { stdnet_reader_free(reader) }

    package func feed(_ bytes: UnsafeRawBufferPointer) throws(BackendError) {
        guard stdnet_reader_feed(reader, bytes.baseAddress, bytes.count) else {
            throw Self.failure(String(cString: stdnet_reader_error(reader)))
        }
    }

    package func take() -> ReplyBatch? {
        let replies = stdnet_reader_replies(reader)
        guard replies.root_count > 0 else { return nil }
        defer { stdnet_reader_drop_replies(reader) }
        let source = UnsafeBufferPointer(start: replies.nodes, count: replies.node_count)
        let nodes = [ReplyTape.Node](unsafeUninitializedCapacity: source.count) { target, count in
            for (position, node) in source.enumerated() {
                target.initializeElement(at: position, to: ReplyTape.Node(node))
            }
            count = source.count
        }
        let bytes = [UInt8](UnsafeRawBufferPointer(start: replies.bytes, count: replies.byte_count))
        let roots = [Int](UnsafeBufferPointer(start: replies.roots, count: replies.root_count))
        return ReplyBatch(tape: ReplyTape(nodes: nodes, bytes: bytes), roots: roots)
    }

    private static func failure(_ reason: String) -> BackendError {
        .decoding(expected: "a reply in the Redis protocol", found: reason)
    }
}

extension ReplyTape.Node {
    /// The same node: the parser numbers the kinds as ``Reply/Kind`` does, which a test checks.
    @inline(__always)
    fileprivate init(_ node: stdnet_node) {
        self.init(
            kind: Reply.Kind(rawValue: node.kind) ?? .null,
            count: node.count,
            value: node.value
        )
    }
}
