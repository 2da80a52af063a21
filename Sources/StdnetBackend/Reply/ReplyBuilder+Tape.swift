extension ReplyBuilder {
    /// Lends the values written so far, and their bytes, for the time of the call.
    package func withTape<Result>(
        _ body: (UnsafeBufferPointer<ReplyTape.Node>, UnsafeRawBufferPointer) -> Result
    ) -> Result {
        nodes.withUnsafeBufferPointer { nodes in
            bytes.withUnsafeBytes { body(nodes, $0) }
        }
    }

    /// Appends values that were written elsewhere, their bytes counted from the start of `text`.
    @inlinable
    package mutating func append(
        _ values: some Sequence<ReplyTape.Node>,
        _ text: UnsafeRawBufferPointer
    ) {
        let start = Int64(bytes.count)
        bytes.append(contentsOf: text)
        for var node in values {
            if node.kind.hasBytes { node.value += start }
            nodes.append(node)
        }
    }

    /// Gives memory back that is larger than what most replies need.
    package mutating func removeAllKeepingLittle() {
        if bytes.capacity > 1 << 20 || nodes.capacity > 1 << 16 {
            nodes = []
            bytes = []
            isCut = false
        } else {
            removeAll()
        }
    }
}
