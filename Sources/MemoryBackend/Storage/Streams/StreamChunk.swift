import StdnetBackend

/// Successive entries of a stream in one packed list, in the form Redis has for them.
///
/// The list starts with how many entries there are and how many are deleted, then come the names of
/// the fields of the first entry and a zero. Each entry is its flags, its id as the difference to
/// the id of the first, its fields (names only when they differ from those of the first entry), and
/// how many elements it takes. Deleted entries stay, flagged, until the last one goes: the size of
/// a chunk, and so what approximate trimming removes, is that of Redis.
struct StreamChunk: Sendable {
    /// The id of the first entry.
    let base: StreamID
    private(set) var list: PackedList
    /// How many entries there are, without the deleted ones.
    private(set) var count: Int
    private(set) var deletedCount: Int
    /// How many fields the first entry has.
    let fieldCount: Int
    /// Where the names of the fields of the first entry are.
    private(set) var fieldsOffset: Int
    /// Where the first entry is, or a later one when all before that are deleted.
    private(set) var entriesOffset: Int

    static var deletedFlag: UInt8 { 1 }
    static var sameFieldsFlag: UInt8 { 2 }

    /// The size in bytes.
    var size: Int { list.bytes.count }

    /// Makes a chunk with one entry, its fields names and values by turns.
    init(first id: StreamID, fields: ArgumentView) {
        base = id
        list = PackedList()
        count = 0
        deletedCount = 0
        fieldCount = fields.count / 2
        fieldsOffset = 0
        entriesOffset = 0
        list.append { bytes in
            PackedList.appendInteger(0, to: &bytes)
            PackedList.appendInteger(0, to: &bytes)
            PackedList.appendInteger(fields.count / 2, to: &bytes)
            for name in stride(from: 0, to: fields.count, by: 2) {
                PackedList.appendString(fields[name], to: &bytes)
            }
            PackedList.appendInteger(0, to: &bytes)
            return 4 + fields.count / 2
        }
        locate()
        append(id, fields)
    }

    /// A chunk from its list; nil when it does not have the form of one.
    init?(base: StreamID, list: PackedList) {
        let head = list.bytes.withUnsafeBytes { StreamChunkHead(of: list, in: $0) }
        guard let head else { return nil }
        self.base = base
        self.list = list
        count = head.count
        deletedCount = head.deletedCount
        fieldCount = head.fieldCount
        fieldsOffset = 0
        entriesOffset = 0
        locate()
        skipDeleted()
    }

    private mutating func locate() {
        (fieldsOffset, entriesOffset) = list.bytes.withUnsafeBytes { bytes in
            var offset = list.firstOffset
            for _ in 0..<3 { offset = PackedElement(in: bytes, at: offset).end }
            let fields = offset
            for _ in 0...fieldCount { offset = PackedElement(in: bytes, at: offset).end }
            return (fields, offset)
        }
    }

    /// Appends an entry with an id that is greater than all in the chunk.
    mutating func append(_ id: StreamID, _ fields: ArgumentView) {
        let isSame = hasSameFields(fields)
        let base = base
        list.append { bytes in
            PackedList.appendInteger(isSame ? Int(Self.sameFieldsFlag) : 0, to: &bytes)
            PackedList.appendInteger(
                Int(bitPattern: UInt(id.milliseconds &- base.milliseconds)),
                to: &bytes
            )
            PackedList.appendInteger(
                Int(bitPattern: UInt(id.sequence &- base.sequence)),
                to: &bytes
            )
            if !isSame { PackedList.appendInteger(fields.count / 2, to: &bytes) }
            for position in 0..<fields.count where !isSame || position & 1 == 1 {
                PackedList.appendString(fields[position], to: &bytes)
            }
            let elements = isSame ? 3 + fields.count / 2 : 4 + fields.count
            PackedList.appendInteger(elements, to: &bytes)
            return elements + 1
        }
        setCounts(count + 1, deletedCount)
    }

    /// Marks an entry as deleted.
    mutating func delete(at offset: Int) {
        markDeleted(at: offset)
        setCounts(count - 1, deletedCount + 1)
    }

    /// Marks an entry as deleted, when ``setCounts(_:_:)`` follows.
    mutating func markDeleted(at offset: Int) {
        list.setBits(Self.deletedFlag, at: offset)
        if offset == entriesOffset { skipDeleted() }
    }

    /// Moves past the deleted entries at the front, so that nobody reads them again.
    private mutating func skipDeleted() {
        entriesOffset = list.bytes.withUnsafeBytes { bytes in
            var offset = entriesOffset
            while offset < list.endOffset {
                let entry = StreamEntry(of: self, in: bytes, at: offset)
                guard entry.isDeleted else { break }
                offset = entry.end(in: bytes)
            }
            return offset
        }
    }

    /// Notes how many entries there are, and how many are deleted.
    mutating func setCounts(_ live: Int, _ deleted: Int) {
        var moved = 0
        if live != count {
            count = live
            moved += list.replaceInteger(at: list.firstOffset, by: live)
        }
        if deleted != deletedCount {
            deletedCount = deleted
            let offset = list.bytes.withUnsafeBytes {
                PackedElement(in: $0, at: list.firstOffset).end
            }
            moved += list.replaceInteger(at: offset, by: deleted)
        }
        fieldsOffset += moved
        entriesOffset += moved
    }

    /// Gives back memory that was kept for growing.
    mutating func shrinkToFit() { list.shrinkToFit() }

    private func hasSameFields(_ fields: ArgumentView) -> Bool {
        guard fields.count == 2 * fieldCount else { return false }
        return list.bytes.withUnsafeBytes { bytes in
            var offset = fieldsOffset
            for name in stride(from: 0, to: fields.count, by: 2) {
                let element = PackedElement(in: bytes, at: offset)
                guard element.matches(fields[name]) else { return false }
                offset = element.end
            }
            return true
        }
    }
}
