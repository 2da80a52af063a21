internal import CStdnetLua
internal import StdnetBackend

// Bytes and replies between Swift and C, lent for the time of a call.

extension stdnet_lua_string {
    init(_ bytes: UnsafeRawBufferPointer) {
        self.init(
            bytes: bytes.baseAddress?.assumingMemoryBound(to: UInt8.self),
            count: bytes.count
        )
    }
}

extension UnsafeRawBufferPointer {
    init(_ string: stdnet_lua_string) { self.init(start: string.bytes, count: string.count) }
}

extension ArgumentView {
    init(_ words: stdnet_lua_words) {
        let ends = UnsafeBufferPointer(start: words.ends, count: words.count)
        self.init(
            bytes: UnsafeRawBufferPointer(start: words.bytes, count: ends.last ?? 0),
            ends: ends,
            first: 0,
            count: words.count
        )
    }
}

extension stdnet_lua_node {
    init(_ node: ReplyTape.Node) {
        self.init(kind: node.kind.rawValue, count: node.count, value: node.value)
    }
}

extension ReplyBuilder {
    /// Appends the reply of a script.
    mutating func append(_ reply: stdnet_lua_reply) {
        let nodes = UnsafeBufferPointer(start: reply.nodes, count: reply.node_count)
        append(
            nodes.lazy.map { node in
                ReplyTape.Node(
                    kind: Reply.Kind(rawValue: node.kind) ?? .null,
                    count: node.count,
                    value: node.value
                )
            },
            UnsafeRawBufferPointer(start: reply.bytes, count: reply.byte_count)
        )
    }
}
