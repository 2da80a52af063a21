import StdnetBackend

// BITFIELD and BITFIELD_RO: integers of any width in a string.
extension Keyspace {
    mutating func bitfield(
        _ call: ArgumentView,
        _ reply: inout ReplyBuilder,
        isReadOnly: Bool
    ) throws(CommandError) {
        let steps = try bitFieldSteps(call)
        guard let end = steps.lazy.filter({ $0.action != .get }).map(\.field.end).max() else {
            let value = try readString(call[1]) ?? .empty
            reply.array(steps.count)
            value.withBytes { bytes in
                for step in steps { reply.integer(step.field.value(in: bytes)) }
            }
            return
        }
        guard !isReadOnly else {
            throw .init("ERR BITFIELD_RO only supports the GET subcommand")
        }
        let found = try findString(call[1], isRead: false)
        let position = found ?? set(call[1], .raw([]))
        reply.array(steps.count)
        let hasChanged = changeBytes(at: position) { bytes in
            let length = bytes.count
            bytes.growWithZeros(to: (end - 1) >> 3 + 1)
            let hasGrown = bytes.count > length
            var hasChanged = false
            for step in steps {
                let isWritten = step.run(&bytes, &reply)
                hasChanged =
                    hasChanged || isWritten == .changed
                    || hasGrown && isWritten == .same
            }
            return hasChanged
        }
        if hasChanged { changed(call[1], .string("setbit")) }
    }

    private func bitFieldSteps(_ call: ArgumentView) throws(CommandError) -> [BitFieldStep] {
        var steps: [BitFieldStep] = []
        var overflow = BitFieldOverflow.wrap
        var word = 2
        while word < call.count {
            if call.isWord("OVERFLOW", at: word), call.hasWord(after: word) {
                overflow = try BitFieldOverflow(call, word + 1)
                word += 2
                continue
            }
            guard let action = BitFieldStep.Action(call, word) else { throw .syntax }
            let (isSigned, width) = try BitField.type(call[word + 1])
            let offset = try bitOffset(call[word + 2], width: width)
            steps.append(
                BitFieldStep(
                    action: action,
                    field: BitField(isSigned: isSigned, width: width, offset: offset),
                    number: try action == .get ? 0 : call.requiredInteger(word + 3),
                    overflow: overflow
                )
            )
            word += action.wordCount
        }
        return steps
    }
}

/// One of the subcommands of a BITFIELD.
private struct BitFieldStep {
    enum Action {
        case get, set, increment

        /// Reads a subcommand that has all of its words.
        init?(_ call: ArgumentView, _ position: Int) {
            if call.isWord("GET", at: position) {
                self = .get
            } else if call.isWord("SET", at: position) {
                self = .set
            } else if call.isWord("INCRBY", at: position) {
                self = .increment
            } else {
                return nil
            }
            guard position + wordCount <= call.count else { return nil }
        }

        var wordCount: Int { self == .get ? 3 : 4 }
    }

    /// What a subcommand did to the string.
    enum Outcome {
        case nothing, same, changed
    }

    let action: Action
    let field: BitField
    /// The number to set or to add.
    let number: Int
    let overflow: BitFieldOverflow

    func run(_ bytes: inout Bytes, _ reply: inout ReplyBuilder) -> Outcome {
        let old = bytes.withUnsafeBytes { field.value(in: $0) }
        if action == .get {
            reply.integer(old)
            return .nothing
        }
        let new =
            action == .set
            ? overflow.sum(number, 0, in: field) : overflow.sum(old, number, in: field)
        guard let new else {
            reply.null()
            return .nothing
        }
        field.store(new, in: &bytes)
        reply.integer(action == .set ? old : new)
        return old == new ? .same : .changed
    }
}
