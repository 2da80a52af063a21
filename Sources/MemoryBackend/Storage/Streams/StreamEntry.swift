/// One entry of a chunk: what is to be known to read it in place.
struct StreamEntry {
    let id: StreamID
    /// Where the entry is.
    let offset: Int
    private let flags: Int
    /// How many fields it has.
    let fieldCount: Int
    /// Where its fields are: values alone when it has the names of the chunk's first entry.
    let fieldsOffset: Int

    var isDeleted: Bool { flags & Int(StreamChunk.deletedFlag) != 0 }
    var hasOwnNames: Bool { flags & Int(StreamChunk.sameFieldsFlag) == 0 }

    /// Reads the entry at an offset of a chunk.
    @inline(__always)
    init(of chunk: borrowing StreamChunk, in bytes: RawBytes, at offset: Int) {
        self.offset = offset
        let flags = PackedElement(in: bytes, at: offset)
        let milliseconds = PackedElement(in: bytes, at: flags.end)
        let sequence = PackedElement(in: bytes, at: milliseconds.end)
        self.flags = flags.integer
        id = StreamID(
            milliseconds: chunk.base.milliseconds
                &+ UInt64(bitPattern: Int64(milliseconds.integer)),
            sequence: chunk.base.sequence &+ UInt64(bitPattern: Int64(sequence.integer))
        )
        if self.flags & Int(StreamChunk.sameFieldsFlag) != 0 {
            fieldCount = chunk.fieldCount
            fieldsOffset = sequence.end
        } else {
            let count = PackedElement(in: bytes, at: sequence.end)
            fieldCount = count.integer
            fieldsOffset = count.end
        }
    }

    /// Where the next entry is.
    @inline(__always)
    func end(in bytes: RawBytes) -> Int {
        var offset = fieldsOffset
        for _ in 0...(hasOwnNames ? 2 * fieldCount : fieldCount) {
            offset = PackedElement(in: bytes, at: offset).end
        }
        return offset
    }
}

extension StreamChunk {
    /// Visits the entries in order, as long as a closure says to go on: deleted ones too, but for
    /// those at the front.
    @inline(__always)
    func forEach(_ visit: (StreamEntry, RawBytes) -> Bool) {
        list.bytes.withUnsafeBytes { bytes in
            var offset = entriesOffset
            while offset < list.endOffset {
                let entry = StreamEntry(of: self, in: bytes, at: offset)
                guard visit(entry, bytes) else { return }
                offset = entry.end(in: bytes)
            }
        }
    }

    /// Visits the entries from the last one back, as long as a closure says to go on: deleted ones
    /// too, but for those at the front.
    @inline(__always)
    func forEachReversed(_ visit: (StreamEntry, RawBytes) -> Bool) {
        list.bytes.withUnsafeBytes { bytes in
            var end = list.endOffset
            while end > entriesOffset {
                let offset = PackedElement.entryStart(in: bytes, endingAt: end)
                guard visit(StreamEntry(of: self, in: bytes, at: offset), bytes) else { return }
                end = offset
            }
        }
    }

    /// The first entry that is not deleted.
    var first: StreamEntry? {
        guard count > 0 else { return nil }
        return list.bytes.withUnsafeBytes { StreamEntry(of: self, in: $0, at: entriesOffset) }
    }

    /// The id of the last entry, deleted or not.
    var lastID: StreamID {
        list.bytes.withUnsafeBytes { bytes in
            let offset = PackedElement.entryStart(in: bytes, endingAt: list.endOffset)
            return StreamEntry(of: self, in: bytes, at: offset).id
        }
    }

    /// The entry with an id, unless it is deleted.
    func find(_ id: StreamID) -> StreamEntry? {
        var found: StreamEntry?
        forEach { entry, _ in
            guard entry.id >= id else { return true }
            if entry.id == id, !entry.isDeleted { found = entry }
            return false
        }
        return found
    }
}

extension PackedElement {
    /// Where the entry that ends at an offset starts: its last element says how many come before.
    @inline(__always)
    fileprivate static func entryStart(in bytes: RawBytes, endingAt end: Int) -> Int {
        var offset = start(in: bytes, endingAt: end)
        for _ in 0..<PackedElement(in: bytes, at: offset).integer {
            offset = start(in: bytes, endingAt: offset)
        }
        return offset
    }
}
