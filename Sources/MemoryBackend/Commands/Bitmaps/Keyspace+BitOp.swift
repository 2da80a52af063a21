import StdnetBackend

// BITOP: bitmaps combined.
extension Keyspace {
    mutating func bitop(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let operation = BitOperation(call, 1) else { throw .syntax }
        guard operation != .not || call.count == 4 else {
            throw .init("ERR BITOP NOT must be called with a single source key.")
        }
        var sources: [ByteString] = []
        for word in 3..<call.count {
            sources.append(try readString(call[word]) ?? .empty)
        }
        let result = operation.combine(sources)
        if !result.isEmpty {
            set(call[2], .raw(result))
            changed(call[2], .string("set"))
        } else if remove(call[2]) {
            changed(call[2], .generic("del"))
        }
        reply.integer(result.count)
    }
}

/// What BITOP does with the bits of its sources.
private enum BitOperation {
    case and, or, xor, not

    init?(_ call: ArgumentView, _ position: Int) {
        if call.isWord("AND", at: position) {
            self = .and
        } else if call.isWord("OR", at: position) {
            self = .or
        } else if call.isWord("XOR", at: position) {
            self = .xor
        } else if call.isWord("NOT", at: position) {
            self = .not
        } else {
            return nil
        }
    }

    /// Combines strings as if zeros followed those that are shorter than others.
    func combine(_ sources: [ByteString]) -> Bytes {
        guard let first = sources.first else { return [] }
        var result = first.bytes
        if self == .not { return result.map { ~$0 } }
        result.growWithZeros(to: sources.reduce(0) { max($0, $1.count) })
        result.withUnsafeMutableBytes { result in
            for source in sources.dropFirst() {
                source.withBytes { merge($0, into: result) }
            }
        }
        return result
    }

    /// One loop for each operation, so that the compiler takes many bytes at a time.
    private func merge(_ source: RawBytes, into result: UnsafeMutableRawBufferPointer) {
        switch self {
        case .and:
            for at in source.indices { result[at] &= source[at] }
            for at in source.count..<result.count { result[at] = 0 }
        case .or:
            for at in source.indices { result[at] |= source[at] }
        case .xor:
            for at in source.indices { result[at] ^= source[at] }
        case .not: break
        }
    }
}
