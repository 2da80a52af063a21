//! A transaction that runs only when nobody has changed what was read.
import MemoryBackend
import StdnetBackend

struct NotEnough: Error {}

let backend = MemoryBackend()
_ = try await backend.run(RawCommand("SET", "balance", 25))

let rest = try await backend.transaction(watching: ["balance"]) { connection in
    let balance = try await connection.run(RawCommand("GET", "balance")).integer ?? 0
    guard balance >= 10 else { throw NotEnough() }
    return RawCommand("DECRBY", "balance", 10)
}
print(rest.integer ?? 0)
