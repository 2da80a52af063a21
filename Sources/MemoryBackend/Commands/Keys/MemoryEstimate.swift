import DequeModule
import StdnetBackend
import StdnetRDB

/// What a key would cost in Redis: its structures, and the sizes of jemalloc's blocks.
struct MemoryEstimate {
    let settings: KeyspaceSettings
    /// From how many elements of a large collection the others are estimated.
    let samples: Int

    /// An entry of a table.
    static let entrySize = 24
    private static let objectSize = 16
    private static let tableSize = 56

    init(_ settings: KeyspaceSettings, samples: Int) {
        self.settings = settings
        self.samples = samples
    }

    func size(of entry: ByteTable<Keyspace.Slot>.Entry) -> Int {
        Self.entrySize + Self.string(entry.key.count) + size(of: entry.value)
    }

    private func size(of slot: Keyspace.Slot) -> Int {
        let encoding = slot.encodingName(settings).description
        let isPacked = encoding == "listpack" || encoding == "intset"
        let content =
            switch slot.value {
            case .inline, .heap, .raw, .embedded: string(slot, encoding)
            case .list(let box): list(box.content)
            case .set(let box): set(box.content, isPacked)
            case .hash(let box): hash(box.content, isPacked)
            case .sortedSet(let box): sortedSet(box.content, isPacked)
            case .stream(let box): box.content.entries.chunks.reduce(0) { $0 + Self.block($1.size) }
            }
        return Self.objectSize + content
    }

    private func string(_ slot: Keyspace.Slot, _ encoding: String) -> Int {
        let count = slot.value.string?.count ?? 0
        switch encoding {
        case "int": return 0
        case "embstr": return Self.block(Self.objectSize + count + 4) - Self.objectSize
        default: return Self.string(max(count, 32))
        }
    }

    private func list(_ list: ListContent) -> Int {
        let nodes = QuicklistNodes(list, settings, limit: samples)
        let sum = nodes.sizes.reduce(0) { $0 + 40 + Self.block($1) }
        guard let end = nodes.ends.last, end > 0 else { return 40 + sum }
        return 40 + Int(Double(sum) / Double(end) * Double(list.elements.count))
    }

    private func set(_ set: SetContent, _ isPacked: Bool) -> Int {
        let members = set.members
        guard !isPacked else {
            let size = (0..<members.count).reduce(2) { size, position in
                max(
                    size,
                    members.entry(position).pointee.key.withBytes {
                        Intset.size(of: Int(decimal: $0) ?? 0)
                    }
                )
            }
            return Self.block(8 + members.count * size)
        }
        return Self.table(members.count)
            + sampled(members.count) { Self.string(members.entry($0).pointee.key.count) }
    }

    private func hash(_ hash: HashContent, _ isPacked: Bool) -> Int {
        let fields = hash.fields
        guard !isPacked else {
            let size = (0..<fields.count).reduce(Listpack.headerSize + 1) { size, position in
                let entry = fields.entry(position).pointee
                return size + entry.key.withBytes { Listpack.size(of: $0) }
                    + entry.value.withBytes { Listpack.size(of: $0) }
            }
            return Self.block(size)
        }
        return Self.table(fields.count)
            + sampled(fields.count) {
                let entry = fields.entry($0).pointee
                return Self.string(entry.key.count) + Self.string(entry.value.count)
            }
    }

    private func sortedSet(_ set: SortedSet, _ isPacked: Bool) -> Int {
        guard !isPacked else {
            var size = Listpack.headerSize + 1
            set.order.forEach(in: 0..<set.count) { element in
                size += element.member.withBytes { Listpack.size(of: $0) }
                var score = element.score.scannedScoreText
                size += score.withUTF8 { Listpack.size(of: RawBytes($0)) }
            }
            return Self.block(size)
        }
        // The two structures and the head of the skip list; then nodes, most of them of one level.
        return 48 + 640 + Self.table(set.count)
            + sampled(set.count) { 48 + Self.string(set.element($0).member.count) }
    }

    /// The size of so many elements, from those of the first ones, with their entries.
    private func sampled(_ count: Int, _ size: (Int) -> Int) -> Int {
        let seen = min(count, samples)
        guard seen > 0 else { return 0 }
        let sum = (0..<seen).reduce(0) { $0 + Self.entrySize + size($1) }
        return Int(Double(sum) / Double(seen) * Double(count))
    }

    private static func table(_ count: Int) -> Int {
        var slots = 4
        while slots < count { slots *= 2 }
        return tableSize + slots * 8
    }

    /// A string with its header and the byte after it.
    private static func string(_ count: Int) -> Int {
        let header =
            switch count {
            case ..<32: 1
            case ..<256: 3
            case ..<65536: 5
            default: 9
            }
        return block(header + count + 1)
    }

    /// The size of the block that an allocation gets: above 128 bytes there are four sizes between
    /// powers of two.
    private static func block(_ size: Int) -> Int {
        guard size > 8 else { return 8 }
        guard size > 128 else { return (size + 15) & ~15 }
        let step = 1 << (Int.bitWidth - (size - 1).leadingZeroBitCount - 3)
        return (size + step - 1) & ~(step - 1)
    }
}
