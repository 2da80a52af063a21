import StdnetBackend

// Commands that change a part of a string.
extension Keyspace {
    /// The longest string that Redis allows by default.
    private static var longestString: Int { 512 << 20 }

    mutating func append(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let position = find(call[1]) else {
            set(call[1], StoredValue(call[2]))
            return reply.integer(call[2].count)
        }
        let length = try string(at: position).count + call[2].count
        guard length <= Self.longestString else { throw .stringTooLong }
        changeBytes(at: position) { $0.append(contentsOf: call[2]) }
        reply.integer(length)
    }

    mutating func setrange(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let offset = try call.requiredInteger(2)
        guard offset >= 0 else { throw .init("ERR offset is out of range") }
        let found = find(call[1])
        let old = try found.map { position throws(CommandError) in try string(at: position) }
        let part = call[3]
        guard !part.isEmpty else { return reply.integer(old?.count ?? 0) }
        let (end, isTooLarge) = offset.addingReportingOverflow(part.count)
        guard !isTooLarge, end <= Self.longestString else { throw .stringTooLong }
        let position: Int
        if let found {
            position = found
        } else {
            set(call[1], StoredValue(.empty))
            position = table.count - 1
        }
        changeBytes(at: position) { bytes in
            if bytes.count < end {
                bytes.append(contentsOf: repeatElement(0, count: end - bytes.count))
            }
            bytes.replaceSubrange(offset..<end, with: part)
        }
        reply.integer(max(end, old?.count ?? 0))
    }

    /// Changes a string, a long one in place.
    private mutating func changeBytes(at position: Int, _ change: (inout Bytes) -> Void) {
        table.withValue(at: position) { slot in
            guard var bytes = slot.value.string?.bytes else { return }
            // Nobody else may hold the bytes, or they would be copied.
            slot.value = StoredValue(.empty)
            change(&bytes)
            slot.value = StoredValue(ByteString(bytes))
        }
    }
}

extension ByteString {
    /// The bytes as an array; a long string shares its own.
    var bytes: Bytes {
        switch self {
        case .inline(let bytes): bytes.withBytes { Bytes($0) }
        case .heap(let bytes): bytes
        }
    }
}
