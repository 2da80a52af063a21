/// What stands before the entries of a chunk, read from a list that may be anything.
struct StreamChunkHead {
    let count: Int
    let deletedCount: Int
    let fieldCount: Int

    /// Reads the head, and checks the whole list; nil when it does not have the form of a chunk.
    init?(of list: PackedList, in bytes: RawBytes) {
        var reader = Reader(bytes: bytes, offset: list.firstOffset, end: list.endOffset)
        guard let count = reader.size(), let deletedCount = reader.size(),
            let fieldCount = reader.size(), count + deletedCount > 0,
            reader.skip(fieldCount), reader.integer() == 0
        else { return nil }
        self.count = count
        self.deletedCount = deletedCount
        self.fieldCount = fieldCount
        var deleted = 0
        for _ in 0..<count + deletedCount {
            guard let isDeleted = reader.entry(fieldCount) else { return nil }
            if isDeleted { deleted += 1 }
        }
        guard deleted == deletedCount, reader.offset == reader.end else { return nil }
    }

    private struct Reader {
        let bytes: RawBytes
        var offset: Int
        let end: Int

        mutating func integer() -> Int? {
            guard offset < end else { return nil }
            let element = PackedElement(in: bytes, at: offset)
            offset = element.end
            guard case .integer(let number) = element.value else { return nil }
            return number
        }

        /// How many of something there are: no more than a list can hold.
        mutating func size() -> Int? {
            guard let number = integer(), 0...(1 << 30) ~= number else { return nil }
            return number
        }

        mutating func skip(_ count: Int) -> Bool {
            for _ in 0..<count {
                guard offset < end else { return false }
                offset = PackedElement(in: bytes, at: offset).end
            }
            return true
        }

        /// Passes an entry, and says whether it is deleted; nil when it has not the form of one.
        mutating func entry(_ fieldCount: Int) -> Bool? {
            let start = offset
            // Flags are changed in place, so they have to be in the short form.
            guard let flags = integer(), bytes[start] < 4, flags < 4, integer() != nil,
                integer() != nil
            else { return nil }
            var elements = fieldCount
            var extra = 3
            if flags & Int(StreamChunk.sameFieldsFlag) == 0 {
                guard let own = size() else { return nil }
                elements = 2 * own
                extra = 4
            }
            guard skip(elements), integer() == elements + extra else { return nil }
            return flags & Int(StreamChunk.deletedFlag) != 0
        }
    }
}
