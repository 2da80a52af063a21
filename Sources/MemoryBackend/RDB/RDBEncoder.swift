import StdnetBackend
import StdnetRDB

/// Writes values as Redis 7.0 does.
struct RDBEncoder {
    let settings: KeyspaceSettings
    var writer = RDBWriter()

    init(_ settings: KeyspaceSettings) { self.settings = settings }

    /// How a value is to be written.
    func type(of slot: Keyspace.Slot) -> RDBType {
        switch slot.value {
        case .inline, .heap, .raw, .embedded: .string
        case .list: .listOfListpacks
        case .set: isCompact(slot) ? .setIntset : .set
        case .hash: isCompact(slot) ? .hashListpack : .hash
        case .sortedSet: isCompact(slot) ? .sortedSetListpack : .sortedSet
        case .stream: .streamOfListpacks2
        }
    }

    private func isCompact(_ slot: Keyspace.Slot) -> Bool {
        ["listpack", "intset"].contains(slot.encodingName(settings).description)
    }

    /// Writes a value, without its type.
    mutating func append(_ value: StoredValue, as type: RDBType) {
        switch value {
        case .inline(let bytes), .embedded(let bytes): bytes.withBytes { writer.string($0) }
        case .heap(let bytes), .raw(let bytes): bytes.withUnsafeBytes { writer.string($0) }
        case .list(let box): append(box.content)
        case .set(let box): append(box.content, as: type)
        case .hash(let box): append(box.content, as: type)
        case .sortedSet(let box): append(box.content, as: type)
        case .stream(let box): writer.append(box.content)
        }
    }
}

extension RDBWriter {
    mutating func string(_ string: ByteString) { string.withBytes { self.string($0) } }
}

extension Listpack.Writer {
    mutating func append(_ element: ByteString) { element.withBytes { append($0) } }
}
