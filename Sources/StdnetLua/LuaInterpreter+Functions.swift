internal import CStdnetLua
public import MemoryBackend
public import StdnetBackend

/// A library whose code runs right now, and what it has registered so far.
struct LibraryLoading {
    fileprivate var functions: [RegisteredFunction] = []
    fileprivate let start = ContinuousClock.now
    fileprivate let limit: Duration?

    /// Why the code has to end, nil when it may go on.
    var interruption: ScriptInterruption? {
        guard let limit, ContinuousClock.now - start > limit else { return nil }
        return ScriptInterruption("FUNCTION LOAD timeout")
    }
}

extension LuaInterpreter {
    /// Runs the code of a library, once, and answers the functions that it has registered.
    ///
    /// - Throws: why it can't be compiled, or what it did wrong.
    public func loadLibrary(
        _ code: UnsafeRawBufferPointer,
        within limit: Duration?
    ) throws(ScriptFailure) -> [RegisteredFunction] {
        guard let lua, loading == nil else { throw ScriptFailure("not enough memory") }
        loading = LibraryLoading(limit: limit)
        let context = Unmanaged.passUnretained(self).toOpaque()
        let isLoaded = stdnet_lua_load_library(lua, stdnet_lua_string(code), context)
        let functions = loading?.functions ?? []
        loading = nil
        guard isLoaded else {
            release(functions)
            throw ScriptFailure(messageOf: lua)
        }
        return functions
    }

    /// Takes a function of the library that is being loaded; answers why it can't.
    func register(_ function: stdnet_lua_function) -> StaticString? {
        let name = UnsafeRawBufferPointer(function.name)
        guard RegisteredFunction.isName(name) else { return RegisteredFunction.nameRule }
        let text = String(decoding: name, as: UTF8.self)
        guard loading?.functions.contains(where: { $0.name == text }) != true else {
            return "Function already exists in the library"
        }
        let description = UnsafeRawBufferPointer(function.description)
        loading?.functions.append(
            RegisteredFunction(
                name: text,
                description: description.baseAddress.map { _ in Bytes(description) },
                flags: ScriptFlags(rawValue: function.flags),
                reference: Int(function.reference)
            )
        )
        return nil
    }

    /// Calls a function and appends exactly one reply, an error reply when it fails.
    public func call(
        _ function: RegisteredFunction,
        _ keys: ArgumentView,
        _ arguments: ArgumentView,
        _ host: any ScriptHost,
        _ reply: inout ReplyBuilder
    ) {
        guard let lua else { return reply.error("ERR not enough memory") }
        withHost(host, keys, arguments) { keyStrings, argumentStrings, context in
            let result = stdnet_lua_call(
                lua,
                Int32(function.reference),
                function.name,
                keyStrings,
                keys.count,
                argumentStrings,
                arguments.count,
                host.clientIsRESP3,
                context
            )
            reply.append(result)
        }
    }

    /// Forgets functions, and frees what they have left.
    public func release(_ functions: [RegisteredFunction]) {
        guard let lua, !functions.isEmpty else { return }
        for function in functions {
            stdnet_lua_release_function(lua, Int32(function.reference))
        }
        stdnet_lua_collect_functions(lua)
    }

    /// The bytes that Lua uses for functions.
    public var functionMemoryUsed: Int { lua.map { stdnet_lua_function_memory($0) } ?? 0 }
}
