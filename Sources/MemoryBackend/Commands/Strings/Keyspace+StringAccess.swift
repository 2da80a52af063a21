import StdnetBackend

// The strings of keys, to be read and to be changed.
extension Keyspace {
    /// The string of a key; nil when there is no key, and that is an event.
    @inline(__always)
    mutating func readString(_ key: RawBytes) throws(CommandError) -> ByteString? {
        guard let position = find(key) else {
            return nil
        }
        return try string(at: position)
    }

    @inline(__always)
    func string(at position: Int) throws(CommandError) -> ByteString {
        guard let string = table.entry(position).pointee.value.value.string else {
            throw .wrongType
        }
        return string
    }

    /// Where a string to be changed is; nil when there is no key, which is no event here.
    @inline(__always)
    func findString(_ key: RawBytes, isRead: Bool = true) throws(CommandError) -> Int? {
        guard let position = isRead ? find(key) : locate(key) else { return nil }
        switch table.entry(position).pointee.value.value {
        case .inline, .heap, .raw, .embedded: return position
        default: throw .wrongType
        }
    }

    /// Changes a string, a long one in place; afterwards it is a raw one, as in Redis.
    @inline(__always)
    mutating func changeBytes<Result, Failure: Error>(
        at position: Int,
        _ change: (inout Bytes) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try table.withValue(at: position) { slot throws(Failure) in
            var bytes = slot.value.bytes
            // Nobody else may hold the bytes, or they would be copied.
            slot.value = .inline(InlineBytes())
            defer { slot.value = .raw(bytes) }
            return try change(&bytes)
        }
    }

    /// Refuses a string that would be longer than any may be.
    func checkLength(_ length: Int, and added: Int) throws(CommandError) {
        let (total, isTooLarge) = length.addingReportingOverflow(added)
        guard !isTooLarge, total <= settings.protoMaxBulkLength else { throw .stringTooLong }
    }
}

extension Bytes {
    /// Appends zeros, until the length is the least that is asked for.
    mutating func growWithZeros(to length: Int) {
        guard count < length else { return }
        append(contentsOf: repeatElement(0, count: length - count))
    }
}

extension ReplyBuilder {
    /// Appends a stored byte string, or a null where there is none.
    @inline(__always)
    mutating func bulkOrNull(_ value: ByteString?) {
        if let value { bulk(value) } else { null() }
    }
}
