//! The memory backend in a test: one clock, one seed, a fault on purpose.
import MemoryBackend
import StdnetBackend
import StdnetTesting

// In place of: try await RedisBackend.connect(to: "redis://127.0.0.1")
let clock = ManualClock()
let backend = MemoryBackend(clock: clock, seed: 1)

_ = try await backend.run(RawCommand("SET", "session", "open", "EX", 60))
clock.advance(by: .seconds(60))
print(try await backend.run(RawCommand("EXISTS", "session")).integer ?? -1)

backend.server.faults.inject(MemoryFault(.lostReply, command: "INCR"))
do throws(BackendError) {
    _ = try await backend.run(RawCommand("INCR", "visits"))
} catch {
    print(error, backend.server.value(of: "visits") != nil)
}
