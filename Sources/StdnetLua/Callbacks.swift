internal import CStdnetLua
internal import MemoryBackend
internal import StdnetBackend

extension stdnet_lua_host {
    /// What Lua calls when a script asks for something; the context is the interpreter.
    static var callbacks: stdnet_lua_host {
        stdnet_lua_host(
            call: { context, command, isRESP3 in
                LuaInterpreter.running(context)?.call(ArgumentView(command), isRESP3: isRESP3)
            },
            log: { context, level, line in
                LuaInterpreter.running(context)?
                    .log(level: Int(level), UnsafeRawBufferPointer(line))
            },
            interruption: { context, reason, capacity in
                guard let interruption = LuaInterpreter.running(context)?.interruption(),
                    let reason
                else { return 0 }
                let text = interruption.text.utf8.prefix(capacity)
                UnsafeMutableRawBufferPointer(start: reason, count: capacity).copyBytes(from: text)
                return text.count
            },
            may_run: { context, command in
                switch LuaInterpreter.running(context)?.mayRun(ArgumentView(command)) {
                case .some(true): 1
                case .some(false): 0
                case .none: -1
                }
            },
            sha1: { _, message, digits in
                let message = [UInt8](UnsafeRawBufferPointer(message))
                let hex = SHA1.hex(SHA1.digest(of: message)).utf8
                UnsafeMutableRawBufferPointer(start: digits, count: hex.count).copyBytes(from: hex)
            },
            register_function: { context, function in
                guard let refusal = LuaInterpreter.running(context)?.register(function) else {
                    return nil
                }
                return UnsafeRawPointer(refusal.utf8Start).assumingMemoryBound(to: CChar.self)
            }
        )
    }
}

extension LuaInterpreter {
    /// The interpreter that runs a script right now.
    fileprivate static func running(_ context: UnsafeMutableRawPointer?) -> LuaInterpreter? {
        context.map { Unmanaged<LuaInterpreter>.fromOpaque($0).takeUnretainedValue() }
    }
}
