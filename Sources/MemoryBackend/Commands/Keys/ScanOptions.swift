import StdnetBackend

/// The options of SCAN and its kin.
struct ScanOptions {
    private var pattern: GlobPattern?
    private var limit = 10
    /// The word that names a type, for SCAN alone.
    private(set) var type: String?

    init(_ call: ArgumentView, from first: Int, allowsType: Bool) throws(CommandError) {
        var position = first
        while position < call.count {
            guard call.hasWord(after: position) else { throw .syntax }
            if call.isWord("COUNT", at: position) {
                limit = try call.requiredInteger(position + 1)
                guard limit >= 1 else { throw .syntax }
            } else if call.isWord("MATCH", at: position) {
                pattern = GlobPattern(call[position + 1])
            } else if allowsType, call.isWord("TYPE", at: position) {
                type = call.text(position + 1).lowercased()
            } else {
                throw .syntax
            }
            position += 2
        }
    }

    /// The reply where there is nothing to scan.
    static func nothing(_ reply: inout ReplyBuilder) {
        reply.array(2)
        reply.bulk("0")
        reply.array(0)
    }

    /// Whether the pattern, if there is one, matches a key.
    func admits(_ key: borrowing ByteString) -> Bool {
        guard let pattern else { return true }
        return key.withBytes { pattern.admits($0) }
    }

    /// Writes the reply for a small collection, which a scan answers as a whole, and what `write`
    /// appends for it.
    func scanWhole(_ reply: inout ReplyBuilder, _ write: (inout ReplyBuilder) -> Void) {
        reply.array(2)
        reply.bulk("0")
        let head = reply.count
        reply.array(0)
        write(&reply)
        reply.setCount(reply.count - head - 1, at: head)
    }

    /// Writes the next cursor and what `write` appends for the entries that match.
    func scan<Value>(
        _ table: ByteTable<Value>,
        from cursor: UInt64,
        _ reply: inout ReplyBuilder,
        _ write: (UnsafePointer<ByteTable<Value>.Entry>, inout ReplyBuilder) -> Void
    ) {
        var positions: [Int] = []
        let next = table.scan(from: cursor, limit: limit) { positions.append($0) }
        answer(next, &reply) { reply in
            for position in positions {
                let entry = table.entry(position)
                if admits(entry.pointee.key) { write(entry, &reply) }
            }
        }
    }

    /// The same for the table of a collection.
    func scan<Value>(
        _ table: CompactTable<Value>,
        from cursor: UInt64,
        _ reply: inout ReplyBuilder,
        _ write: (CompactTable<Value>.Entry, inout ReplyBuilder) -> Void
    ) {
        var positions: [Int] = []
        let next = table.scan(from: cursor, limit: limit) { positions.append($0) }
        answer(next, &reply) { reply in
            for position in positions {
                let entry = table.entry(position)
                if admits(entry.key) { write(entry, &reply) }
            }
        }
    }

    private func answer(
        _ next: UInt64,
        _ reply: inout ReplyBuilder,
        _ write: (inout ReplyBuilder) -> Void
    ) {
        reply.array(2)
        reply.bulk(String(next))
        let head = reply.count
        reply.array(0)
        write(&reply)
        reply.setCount(reply.count - head - 1, at: head)
    }
}
