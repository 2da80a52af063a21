import StdnetBackend

// Parts of the replies of stream commands.
extension ReplyBuilder {
    /// Appends an id.
    @inline(__always)
    mutating func streamID(_ id: StreamID) { id.withText { bulk($0) } }

    /// Appends an entry: its id, and its names and values by turns.
    mutating func entry(_ entry: StreamEntry, of chunk: borrowing StreamChunk, in bytes: RawBytes) {
        array(2)
        streamID(entry.id)
        array(2 * entry.fieldCount)
        var name = chunk.fieldsOffset
        var offset = entry.fieldsOffset
        for _ in 0..<entry.fieldCount {
            if entry.hasOwnNames {
                packed(bytes, at: &offset)
            } else {
                packed(bytes, at: &name)
            }
            packed(bytes, at: &offset)
        }
    }

    /// Appends the entry with an id, and says whether there is one.
    mutating func entry(_ id: StreamID, of entries: borrowing StreamEntries) -> Bool {
        let start = count
        entries.forEach(from: id, to: id) { entry, chunk, bytes in
            self.entry(entry, of: chunk, in: bytes)
            return false
        }
        return count > start
    }

    /// Appends the element of a packed list at an offset, which moves to the next one.
    @inline(__always)
    private mutating func packed(_ bytes: RawBytes, at offset: inout Int) {
        let element = PackedElement(in: bytes, at: offset)
        offset = element.end
        switch element.value {
        case .string(let string): bulk(string)
        case .integer(let number): bulk(number)
        }
    }

    /// Appends the digits of a number as a bulk string.
    mutating func bulk(_ number: Int) {
        withUnsafeTemporaryAllocation(byteCount: 20, alignment: 1) { buffer in
            var start = buffer.count
            buffer.writeDigits(UInt64(number.magnitude), before: &start)
            if number < 0 {
                start -= 1
                buffer[start] = UInt8(ascii: "-")
            }
            bulk(RawBytes(rebasing: buffer[start...]))
        }
    }

    /// Appends an integer; a null when nobody knows it.
    mutating func integerOrNull(_ number: Int?) {
        if let number { integer(number) } else { null() }
    }
}
