/// What is known of a key besides its value: the original's `keyinfo`.
public struct KeyInfo: Sendable, Hashable {
    /// What the key holds; nil for a type of a module, see ``typeName``.
    public let type: KeyType?
    /// What the key holds, in the server's words.
    public let typeName: String
    /// The bytes of a string, the elements of everything else; nil for a type of a module.
    public let length: Int?
    /// How long the key will be there; nil when it does not end.
    public let timeToLive: Duration?
    /// How the server stores the value; nil where the backend does not tell.
    public let encoding: String?
    /// How long nobody used the key; nil where the backend does not tell, as with an LFU policy.
    public let idleTime: Duration?
    /// How many bytes of memory the key and its value take, about; nil where the backend does not
    /// tell.
    public let memoryUsage: Int?
}

extension Backend {
    /// Tells what a key holds, how much, for how long and in which form, in one round trip.
    ///
    /// To look at the length is a use: the idle time counts from now on.
    ///
    /// - Parameter key: A key of any type.
    /// - Returns: What the backend tells; nil when the key is not there.
    /// - Throws: what the backend throws.
    public func keyInfo(
        _ key: some CommandArgumentConvertible
    ) async throws(BackendError) -> KeyInfo? {
        try await answer(of: keyInfoScript, on: [key.commandArgument])
    }
}

extension KeyInfo {
    /// Reads type, time to live in milliseconds, length, encoding, idle seconds and bytes.
    fileprivate init(_ reply: Reply) throws(BackendError) {
        let parts = Array(reply.elements)
        guard parts.count == 6 else { throw reply.mismatch("six facts of a key") }
        typeName = try String(reply: parts[0])
        type = KeyType(rawValue: typeName)
        let milliseconds = try Int(reply: parts[1])
        timeToLive = milliseconds < 0 ? nil : .milliseconds(milliseconds)
        length = try Int?(reply: parts[2])
        encoding = try String?(reply: parts[3])
        idleTime = try Int?(reply: parts[4]).map { .seconds($0) }
        memoryUsage = try Int?(reply: parts[5])
    }
}

/// The idle time comes before the length: a look at the length ends it.
let keyInfoScript = Script<KeyInfo?>(
    "key info",
    lua: """
        local kind = redis.call('TYPE', KEYS[1]).ok
        if kind == 'none' then return false end
        local function asked(...)
            local answer = redis.pcall(...)
            if type(answer) == 'table' and answer.err then return false end
            return answer
        end
        local encoding = asked('OBJECT', 'ENCODING', KEYS[1])
        local idle = asked('OBJECT', 'IDLETIME', KEYS[1])
        local memory = asked('MEMORY', 'USAGE', KEYS[1])
        local commands = {string = 'STRLEN', list = 'LLEN', set = 'SCARD', zset = 'ZCARD',
            hash = 'HLEN', stream = 'XLEN'}
        local length = commands[kind] and redis.call(commands[kind], KEYS[1]) or false
        return {kind, redis.call('PTTL', KEYS[1]), length, encoding, idle, memory}
        """,
    isReadOnly: true,
    twin: { context, keys, _, reply throws(BackendError) in
        let facts = KeyFacts(key: keys[0])
        let kind = try facts.ask(["TYPE"], &context).text
        guard kind != "none" else { return reply.null() }
        reply.array(6)
        reply.bulk(kind)
        let time = try facts.ask(["PTTL"], &context)
        let encoding = facts.tried(["OBJECT", "ENCODING"], &context)
        let idle = facts.tried(["OBJECT", "IDLETIME"], &context)
        let memory = facts.tried(["MEMORY", "USAGE"], &context)
        let commands = [
            "string": "STRLEN", "list": "LLEN", "set": "SCARD", "zset": "ZCARD", "hash": "HLEN",
            "stream": "XLEN",
        ]
        var length: Reply?
        if let command = commands[kind] { length = try facts.ask([command], &context) }
        for fact in [time, length, encoding, idle, memory] {
            if let fact { reply.append(fact) } else { reply.null() }
        }
    },
    decode: { reply throws(BackendError) in reply.isNull ? nil : try KeyInfo(reply) }
)

/// What the twin asks about one key.
private struct KeyFacts {
    let key: UnsafeRawBufferPointer

    func ask(
        _ words: [String],
        _ context: inout any ScriptContext
    ) throws(BackendError) -> Reply {
        var command = Arguments()
        for word in words { command.append(word) }
        command.append(key)
        return try context.call(command)
    }

    /// The answer of a command that the backend may not have.
    func tried(_ words: [String], _ context: inout any ScriptContext) -> Reply? {
        do throws(BackendError) { return try ask(words, &context) } catch { return nil }
    }
}
