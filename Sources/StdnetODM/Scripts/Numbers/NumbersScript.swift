extension Scripts {
    /// Changes an array of numbers; see `numbers.lua`.
    static let numbers = Script<Int>(
        "numbers",
        lua: text(PackageResources.numbers_lua),
        isRepeatable: true,
        twin: twin { run, reply throws(BackendError) in
            reply.integer(try run.changeNumbers())
        },
        decode: { reply throws(BackendError) in try reply.decode() }
    )
}

extension ScriptRun {
    /// There is no such position.
    static var noPosition: Int { -1 }
    /// The string is no array of numbers.
    static var noArray: Int { -2 }

    fileprivate mutating func changeNumbers() throws(BackendError) -> Int {
        let key = try key(0)
        let verb = try take()
        let count = try number()
        let number = try take()
        let length =
            try call { command in
                command.append("STRLEN" as StaticString)
                command.append(key)
            }.integer ?? 0
        guard length.isMultiple(of: 8) else { return Self.noArray }
        if verb == Word("set") {
            let place = count < 0 ? count * 8 + length : count * 8
            guard place >= 0, place < length else { return Self.noPosition }
            try perform { command in
                command.append("SETRANGE" as StaticString)
                command.append(key)
                command.append(place)
                command.append(number)
            }
            return length / 8
        }
        try resize(key, from: length, to: count * 8, number)
        return count
    }

    private mutating func resize(
        _ key: Word,
        from length: Int,
        to wanted: Int,
        _ number: Word
    ) throws(BackendError) {
        if wanted == 0 {
            try perform { command in
                command.append("UNLINK" as StaticString)
                command.append(key)
            }
        } else if wanted < length {
            let kept = try call { command in
                command.append("GETRANGE" as StaticString)
                command.append(key)
                command.append(0)
                command.append(wanted - 1)
            }
            try perform { command in
                command.append("SET" as StaticString)
                command.append(key)
                kept.withBytes { command.append($0) }
                command.append("KEEPTTL" as StaticString)
            }
        } else if wanted > length, number.bytes.allSatisfy({ $0 == 0 }) {
            try perform { command in
                command.append("SETRANGE" as StaticString)
                command.append(key)
                command.append(wanted - 1)
                command.append("\0" as StaticString)
            }
        } else {
            var length = length
            while length < wanted {
                let more = min(wanted - length, 524_288)
                let numbers = repeatElement(Bytes(number.bytes), count: more / 8).flatMap(\.self)
                try perform { command in
                    command.append("APPEND" as StaticString)
                    command.append(key)
                    command.append(numbers)
                }
                length += more
            }
        }
    }
}
