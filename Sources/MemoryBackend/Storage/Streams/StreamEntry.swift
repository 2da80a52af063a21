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
    /// Visits the entries in order, deleted ones too, as long as a closure says to go on.
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

    /// Visits the entries from the last one back, deleted ones too, as long as a closure says to go
    /// on.
    @inline(__always)
    func forEachReversed(_ visit: (StreamEntry, RawBytes) -> Bool) {
        list.bytes.withUnsafeBytes { bytes in
            var end = list.endOffset
            while end > entriesOffset {
                var offset = PackedElement.start(in: bytes, endingAt: end)
                for _ in 0..<PackedElement(in: bytes, at: offset).integer {
                    offset = PackedElement.start(in: bytes, endingAt: offset)
                }
                guard visit(StreamEntry(of: self, in: bytes, at: offset), bytes) else { return }
                end = offset
            }
        }
    }

    /// The id of the last entry, deleted or not.
    var lastID: StreamID {
        var id = base
        forEachReversed { entry, _ in
            id = entry.id
            return false
        }
        return id
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
