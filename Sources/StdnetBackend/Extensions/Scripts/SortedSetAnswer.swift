/// What a script on sorted sets answers: its result, or the key that holds something else.
///
/// The scripts look at the types of all their keys before they write anything, so that a call that is
/// refused leaves the keyspace as it was, and the error names the right key.
enum SortedSetAnswer<Value: Sendable>: Sendable {
    case done(Value)
    /// The place of the key among those of the call, from 0, and what it holds.
    case otherType(place: Int, found: String)

    /// Reads an answer: a place and a type, or what `decode` reads.
    init(_ reply: Reply, decode: (Reply) throws(BackendError) -> Value) throws(BackendError) {
        var parts = reply.elements
        if let place = parts.next(), place.kind == .integer {
            self = .otherType(place: try Int(reply: place), found: parts.next()?.text ?? "")
        } else {
            self = .done(try decode(reply))
        }
    }

    /// Lua: answers the place and the type of the first key, from a place on, that is no sorted set.
    static var lua: String {
        """
        local function otherType(first)
            for position = first, #KEYS do
                local found = redis.call('TYPE', KEYS[position]).ok
                if found ~= 'zset' and found ~= 'none' then
                    return {position - 1, found}
                end
            end
        end
        """
    }

    /// Writes the place and the type of the first key, from a place on, that is no sorted set; says
    /// whether there is one.
    static func writeOtherType(
        among keys: ArgumentView,
        from first: Int = 0,
        _ context: inout any ScriptContext,
        into reply: inout ReplyBuilder
    ) throws(BackendError) -> Bool {
        for place in first..<max(first, keys.count) {
            var command: Arguments = ["TYPE"]
            command.append(keys[place])
            let found = try context.call(command).text
            guard found != "zset", found != "none" else { continue }
            reply.array(2)
            reply.integer(place)
            reply.bulk(found)
            return true
        }
        return false
    }
}

extension Backend {
    /// Runs a script on keys of any bytes.
    func answer<Output>(
        of script: Script<Output>,
        on keys: [CommandArgument],
        writing write: (inout Arguments) -> Void = { _ in }
    ) async throws(BackendError) -> Output {
        var batch = CommandBatch()
        batch.append(script.source) { arguments in
            arguments.append(keys.count)
            arguments.append(contentsOf: keys)
            write(&arguments)
        }
        let replies = try await execute(batch)
        guard let reply = replies.first, replies.count == 1 else {
            throw .decoding(expected: "1 reply", found: "\(replies.count)")
        }
        return try script.decode(try batch.checked(reply, at: 0))
    }

    /// Runs a script on sorted sets.
    ///
    /// - Throws: ``BackendError/wrongType(key:expected:found:)`` with the key that is none.
    func result<Value>(
        of script: Script<SortedSetAnswer<Value>>,
        on keys: [CommandArgument],
        writing write: (inout Arguments) -> Void
    ) async throws(BackendError) -> Value {
        switch try await answer(of: script, on: keys, writing: write) {
        case .done(let value): return value
        case .otherType(let place, let found):
            var words = Arguments()
            words.append(contentsOf: keys)
            throw .wrongType(
                key: place < words.count ? words.text(at: place) : "",
                expected: .zset,
                found: KeyType(rawValue: found)
            )
        }
    }
}
