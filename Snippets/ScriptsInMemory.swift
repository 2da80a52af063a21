//! Scripts by their text, in memory.
import MemoryBackend
import StdnetBackend

#if canImport(StdnetLua)
import StdnetLua

let server = MemoryServer(interpreter: { LuaInterpreter() })
let backend = MemoryBackend(on: server)
let reply = try await backend.run(RawCommand("EVAL", "return redis.call('PING')", 0))
print(reply.text)
#endif
