import StdnetBackend

// Commands that change a part of a string.
extension Keyspace {
    mutating func append(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let length: Int
        if let position = try findString(call[1]) {
            let added = call[2]
            try checkLength(slot(position).value.byteCount, and: added.count)
            length = changeBytes(at: position) { bytes in
                bytes.append(contentsOf: added)
                return bytes.count
            }
        } else {
            set(call[1], StoredValue(call[2]))
            length = call[2].count
        }
        changed(call[1], .string("append"))
        reply.integer(length)
    }

    mutating func setrange(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let offset = try call.requiredInteger(2)
        guard offset >= 0 else { throw .init("ERR offset is out of range") }
        let found = try findString(call[1])
        let part = call[3]
        guard !part.isEmpty else {
            return reply.integer(found.map { slot($0).value.byteCount } ?? 0)
        }
        try checkLength(offset, and: part.count)
        let position = found ?? set(call[1], .raw([]))
        let length = changeBytes(at: position) { bytes in
            bytes.growWithZeros(to: offset + part.count)
            bytes.withUnsafeMutableBytes { target in
                UnsafeMutableRawBufferPointer(rebasing: target[offset...]).copyMemory(from: part)
            }
            return bytes.count
        }
        changed(call[1], .string("setrange"))
        reply.integer(length)
    }
}
