// The twin of the part of `write.lua` that spreads values over their leaves.

extension CommitTwin {
    /// Writes an object that has such values.
    mutating func writeSpread(
        _ model: Int,
        _ operation: OperationState,
        _ shape: Shape
    ) throws(BackendError) {
        let object = run.arena.keep(run.models[model].objects.bytes, then: operation.id.bytes)
        let isOld = operation.exists || operation.source != nil
        var words: [Word] = []
        for (place, name) in shape.names.enumerated() {
            let value = operation.value(place, of: run.arguments)
            if shape.flat[place] == nil {
                words += [name, value]
            } else {
                if isOld, value.bytes.first == UInt8(ascii: "r") { try drop(object, name) }
                words += try spread(name, value)
            }
        }
        try run.each(words) { command, part in
            command.append("HSET" as StaticString)
            command.append(object)
            for word in part { command.append(word) }
        }
    }

    /// Removes what a value is spread over.
    mutating func drop(_ object: Word, _ name: Word) throws(BackendError) {
        let reply = try run.call { command in
            command.append("HKEYS" as StaticString)
            command.append(object)
        }
        let prefix = run.arena.keep(name.bytes, then: Word("__").bytes)
        let names = run.kept(reply).compactMap(\.self)
            .filter { $0 == name || $0.bytes.starts(with: prefix.bytes) }
        try run.each(names) { command, part in
            command.append("HDEL" as StaticString)
            command.append(object)
            for name in part { command.append(name) }
        }
    }

    /// The paths and texts of the leaves of a value, one after the other.
    func leaves(of value: Word) throws(BackendError) -> [Word] {
        var parts: [Word] = []
        var rest = value.bytes.dropFirst()
        while let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
            let digits = Word(UnsafeRawBufferPointer(rebasing: rest[..<colon]))
            guard let count = digits.integer, count >= 0, count < rest.endIndex - colon else {
                throw .invalidRequest("a commit got a value whose leaves can't be told apart")
            }
            let part = rest[(colon + 1)..<(colon + 1 + count)]
            parts.append(Word(UnsafeRawBufferPointer(rebasing: part)))
            rest = rest[(colon + 1 + count)...]
        }
        return parts
    }

    /// The names and values of the leaves.
    ///
    /// The field itself says no more than whether there are any.
    private func spread(_ name: Word, _ value: Word) throws(BackendError) -> [Word] {
        let parts = try leaves(of: value)
        var words = [name, parts.isEmpty ? Word("null") : Word("\"\"")]
        let prefix = run.arena.keep(name.bytes, then: Word("__").bytes)
        for at in stride(from: 0, to: parts.count - 1, by: 2) {
            words.append(run.arena.keep(prefix.bytes, then: parts[at].bytes))
            words.append(parts[at + 1])
        }
        return words
    }
}
