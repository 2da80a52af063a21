import DequeModule
import StdnetBackend

/// The digest of DEBUG DIGEST and DEBUG DIGEST-VALUE: the same data have the same one, in whatever
/// order the elements of sets lie.
struct KeyDigest {
    private(set) var bytes = Bytes(repeating: 0, count: 20)

    /// Mixes something in where the order does not matter.
    mutating func combine(_ data: Bytes) {
        for (index, byte) in SHA1.digest(of: data).enumerated() { bytes[index] ^= byte }
    }

    /// Mixes something in where the order matters.
    mutating func append(_ data: Bytes) {
        combine(data)
        bytes = SHA1.digest(of: bytes)
    }

    mutating func append(_ string: ByteString) { append(string.withBytes { Bytes($0) }) }

    /// Mixes in a number of 32 bits, its highest byte first.
    mutating func append(_ number: Int) {
        append((0..<4).map { UInt8(truncatingIfNeeded: number >> (24 - 8 * $0)) })
    }

    /// Mixes in what a key holds.
    mutating func append(_ slot: Keyspace.Slot) {
        append(slot.value.typeNumber)
        switch slot.value {
        case .inline(let bytes), .embedded(let bytes): bytes.withBytes { append(Bytes($0)) }
        case .heap(let bytes), .raw(let bytes): append(bytes)
        case .list(let box): for element in box.content.elements { append(element) }
        case .set(let box):
            let members = box.content.members
            for position in 0..<members.count {
                members.entry(position).pointee.key.withBytes { combine(Bytes($0)) }
            }
        case .hash(let box):
            let fields = box.content.fields
            for position in 0..<fields.count {
                let entry = fields.entry(position).pointee
                combinePair(entry.key, entry.value)
            }
        case .sortedSet(let box):
            box.content.order.forEach(in: 0..<box.content.count) { element in
                combinePair(element.member, ByteString(element.score.scoreText))
            }
        case .stream(let box): append(box.content)
        }
        if slot.deadline != .max { combine(Bytes("!!expire!!".utf8)) }
    }

    /// Mixes in the entries of a stream: the id, with a dot in it, and the fields of each.
    private mutating func append(_ stream: StreamContent) {
        var reply = ReplyBuilder()
        stream.entries.forEach { entry, chunk, bytes in
            reply.entry(entry, of: chunk, in: bytes)
            return true
        }
        for entry in reply.finish() {
            for part in entry.elements {
                if let id = part.bytes {
                    append(id.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: ".") : $0 })
                }
                for field in part.elements { append(field.bytes ?? []) }
            }
        }
    }

    private mutating func combinePair(_ first: ByteString, _ second: ByteString) {
        var pair = KeyDigest()
        pair.append(first)
        pair.append(second)
        combine(pair.bytes)
    }
}

extension StoredValue {
    /// Redis's number of the type.
    fileprivate var typeNumber: Int {
        switch self {
        case .inline, .heap, .raw, .embedded: 0
        case .list: 1
        case .set: 2
        case .sortedSet: 3
        case .hash: 4
        case .stream: 6
        }
    }
}
