package import StdnetBackend

/// Reads RESP2 and RESP3, everything that Redis sends of them.
///
/// What arrives is kept as it is: strings are ranges of it, copied once. Attributes are read and
/// dropped, the format of a verbatim string is left out, a blob error is an error as any other. A
/// reply is refused that no Redis sends: streamed strings and collections, pushes inside other
/// replies, numbers with a plus or zeros in front, and what ``ReplyParser`` lists. Memory is taken for
/// what has arrived, never for what is announced.
package struct RESPParser: ReplyParser, Sendable {
    /// What has arrived of the replies that were not taken.
    private var bytes: [UInt8] = []
    private var progress = RESPProgress()

    /// Makes a parser at the start of a connection.
    package init() {}

    package mutating func feed(_ bytes: UnsafeRawBufferPointer) throws(BackendError) {
        append(bytes)
        do throws(RESPRefusal) {
            try self.bytes.withUnsafeBufferPointer { input throws(RESPRefusal) in
                try progress.read(input)
            }
        } catch {
            // It stays where it is, and says the same next time.
            throw BackendError(error)
        }
    }

    private mutating func append(_ arrived: UnsafeRawBufferPointer) {
        if bytes.isEmpty {
            bytes = Array(arrived)
            return
        }
        // An array grows by doubling. What holds a large string is given the size of that string
        // instead when this is close: the last doubling would be for a few bytes.
        let capacity = bytes.capacity
        let wanted = progress.wanted
        if bytes.count + arrived.count > capacity,
            wanted - capacity >= capacity / 2, wanted <= capacity * 3
        {
            bytes.reserveCapacity(wanted)
        }
        bytes.append(contentsOf: arrived)
    }

    package mutating func take() -> ReplyBatch? {
        guard !progress.roots.isEmpty else { return nil }
        // The start of the next reply stays on the old tape too, where nobody looks at it.
        var taken: [UInt8] = []
        if progress.completeBytes < bytes.count {
            taken = Array(bytes[progress.completeBytes...])
        }
        swap(&taken, &bytes)
        let (nodes, roots) = progress.takeComplete()
        return ReplyBatch(tape: ReplyTape(nodes: nodes, bytes: taken), roots: roots)
    }
}
