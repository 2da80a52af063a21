internal import CStdnetLua
public import MemoryBackend
public import StdnetBackend

/// Runs scripts and functions with Lua 5.1, its libraries and its limits, as Redis 7.0 does.
///
/// Scripts and functions have a state of Lua each. That of scripts is made for the first of them, and
/// a new one after ``forgetAll()``; that of functions lasts from the first library on.
public final class LuaInterpreter: ScriptInterpreter {
    let lua: OpaquePointer?
    /// The host of the running script or function.
    private var host: (any ScriptHost)?
    /// The library that is being loaded.
    var loading: LibraryLoading?
    // Unchecked, because the host that writes the reply of a command can't come back here: scripts
    // may not run scripts.
    @exclusivity(unchecked) private var answer = ReplyBuilder()

    /// Makes an interpreter.
    ///
    /// - Parameter memoryLimit: How many bytes a script may use, those of the scripts that are kept
    ///   included; what needs more fails with `not enough memory`. A reply or a command of a script
    ///   has at most a gibibyte whatever this is.
    public init(memoryLimit: Int = 1 << 30) {
        lua = stdnet_lua_create(.callbacks, max(memoryLimit, 0))
    }

    deinit {
        if let lua { stdnet_lua_free(lua) }
    }

    /// Compiles a script under the name of its digest.
    public func load(_ script: UnsafeRawBufferPointer, sha1: String) throws(ScriptFailure) {
        guard let lua else { throw ScriptFailure("not enough memory") }
        guard stdnet_lua_load(lua, sha1, stdnet_lua_string(script)) else {
            throw ScriptFailure(messageOf: lua)
        }
    }

    /// Runs a loaded script and appends exactly one reply.
    public func run(
        _ sha1: String,
        _ keys: ArgumentView,
        _ arguments: ArgumentView,
        _ host: any ScriptHost,
        _ reply: inout ReplyBuilder
    ) {
        guard let lua else { return reply.error("ERR not enough memory") }
        withHost(host, keys, arguments) { keyStrings, argumentStrings, context in
            // Passed as it is, the digest would be copied into an array.
            let result = sha1.withCString { sha1 in
                stdnet_lua_run(
                    lua,
                    sha1,
                    keyStrings,
                    keys.count,
                    argumentStrings,
                    arguments.count,
                    host.clientIsRESP3,
                    context
                )
            }
            reply.append(result)
        }
    }

    /// Lends keys and arguments to C, and the host to what runs there.
    func withHost(
        _ host: any ScriptHost,
        _ keys: ArgumentView,
        _ arguments: ArgumentView,
        _ body: (
            UnsafePointer<stdnet_lua_string>?, UnsafePointer<stdnet_lua_string>?,
            UnsafeMutableRawPointer
        ) -> Void
    ) {
        let caller = self.host
        self.host = host
        defer { self.host = caller }
        let count = keys.count + arguments.count
        withUnsafeTemporaryAllocation(of: stdnet_lua_string.self, capacity: count) { strings in
            for at in 0..<keys.count {
                strings.initializeElement(at: at, to: stdnet_lua_string(keys[at]))
            }
            for at in 0..<arguments.count {
                strings.initializeElement(
                    at: keys.count + at,
                    to: stdnet_lua_string(arguments[at])
                )
            }
            let start = UnsafePointer(strings.baseAddress)
            body(start, start.map { $0 + keys.count }, Unmanaged.passUnretained(self).toOpaque())
        }
    }

    /// Forgets all scripts with the state that ran them; functions stay.
    public func forgetAll() {
        if let lua { stdnet_lua_reset(lua) }
    }

    /// The bytes that Lua uses for scripts.
    public var memoryUsed: Int { lua.map { stdnet_lua_memory($0) } ?? 0 }
}

// What the running script asks for. Lua's frames lie below and C's functions above: all of these
// return.
extension LuaInterpreter {
    func call(_ command: ArgumentView, isRESP3: Bool) {
        guard let lua, let host else { return }
        answer.isRESP3 = isRESP3
        answer.byteLimit = 1 << 30
        host.call(command, isRESP3: isRESP3, into: &answer)
        // No room is made for a reply that is not whole: the script gets an error.
        guard !answer.isCut else {
            answer.removeAllKeepingLittle()
            _ = stdnet_lua_answer(lua, .max, 0)
            return
        }
        answer.withTape { nodes, bytes in
            let room = stdnet_lua_answer(lua, nodes.count, bytes.count)
            guard let target = room.nodes else { return }
            for (at, node) in nodes.enumerated() { target[at] = stdnet_lua_node(node) }
            if let start = bytes.baseAddress {
                room.bytes.update(
                    from: start.assumingMemoryBound(to: UInt8.self),
                    count: bytes.count
                )
            }
        }
        answer.removeAllKeepingLittle()
    }

    func log(level: Int, _ message: UnsafeRawBufferPointer) { host?.log(level: level, message) }

    func interruption() -> ScriptInterruption? {
        if let loading { return loading.interruption }
        return host?.interruption()
    }

    func mayRun(_ command: ArgumentView) -> Bool? { host?.mayRun(command) }
}

extension ScriptFailure {
    /// What an interpreter says of the code that it could not load.
    init(messageOf lua: OpaquePointer) {
        let message = UnsafeRawBufferPointer(stdnet_lua_message(lua))
        self.init(String(decoding: message, as: UTF8.self))
    }
}
