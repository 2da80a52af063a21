import StdnetBackend

// Commands that take a string for a number.
extension Keyspace {
    mutating func increment(
        _ call: ArgumentView,
        by difference: Int,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        guard let position = find(call[1]) else {
            set(call[1], StoredValue(ByteString(String(difference))))
            return reply.integer(difference)
        }
        guard let number = try string(at: position).withBytes({ Int(decimal: $0) }) else {
            throw .notInteger
        }
        let (sum, isTooLarge) = number.addingReportingOverflow(difference)
        guard !isTooLarge else { throw .overflow }
        replace(StoredValue(ByteString(String(sum))), at: position)
        reply.integer(sum)
    }

    mutating func decrby(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let difference = try call.requiredInteger(2)
        guard difference > .min else { throw .init("ERR decrement would overflow") }
        try increment(call, by: -difference, &reply)
    }

    mutating func incrbyfloat(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let position = find(call[1])
        var number: ExtendedFloat = 0
        if let position {
            guard let old = try string(at: position).withBytes({ ExtendedFloat(text: $0) }) else {
                throw .notFloat
            }
            number = old
        }
        guard let difference = ExtendedFloat(text: call[2]) else { throw .notFloat }
        let sum = number + difference
        guard sum.isFinite else { throw .notFinite }
        let text = ByteString(sum.decimalText)
        if let position {
            replace(StoredValue(text), at: position)
        } else {
            set(call[1], StoredValue(text))
        }
        reply.bulk(text)
    }
}
