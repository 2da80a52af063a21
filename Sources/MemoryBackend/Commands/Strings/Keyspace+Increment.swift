import StdnetBackend

// Commands that take a string for a number.
extension Keyspace {
    mutating func increment(
        _ call: ArgumentView,
        by difference: Int,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let sum: Int
        if let position = find(call[1]) {
            guard let number = try string(at: position).withBytes({ Int(decimal: $0) }) else {
                throw .notInteger
            }
            let (result, isTooLarge) = number.addingReportingOverflow(difference)
            guard !isTooLarge else { throw .overflow }
            replace(.inline(InlineBytes(decimal: result)), at: position)
            sum = result
        } else {
            set(call[1], .inline(InlineBytes(decimal: difference)))
            sum = difference
        }
        changed(call[1], .string("incrby"))
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
            replace(StoredValue(floatText: text), at: position)
        } else {
            set(call[1], StoredValue(floatText: text))
        }
        changed(call[1], .string("incrbyfloat"))
        reply.bulk(text)
    }
}

extension StoredValue {
    /// The result of INCRBYFLOAT, which Redis does not store as an integer even where it is one.
    fileprivate init(floatText text: ByteString) {
        if case .inline(let bytes) = text, bytes.withBytes({ Int(decimal: $0) }) != nil {
            self = .embedded(bytes)
        } else {
            self.init(text)
        }
    }
}
