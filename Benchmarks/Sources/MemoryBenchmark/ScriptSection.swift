import Measuring
import MemoryBackend
import RedisBackend
import StdnetBackend
import StdnetCommands
import StdnetTesting

#if canImport(StdnetLua)
import StdnetLua
#endif

/// Scripts: as Swift twins beside the commands in them, and with Lua beside redis-server.
struct ScriptSection {
    private static let operations = 100_000

    func run() async throws {
        try await compareTwin()
        #if canImport(StdnetLua)
        try await compareLua()
        #endif
    }

    /// The smallest twin there can be, of one command.
    private func compareTwin() async throws {
        var comparison = Comparison(
            "The smallest script as a twin",
            goals: ["the command": 0.5]
        )
        let script = Script<Int>(
            "increment",
            lua: "return redis.call('INCR', KEYS[1])",
            twin: { context, keys, _, reply throws(BackendError) in
                var call = Arguments()
                call.append("INCR")
                call.append(keys[0])
                reply.append(try context.call(call))
            },
            decode: { reply in reply.integer ?? 0 }
        )
        let backend = MemoryBackend()
        for _ in 0..<Cost.rounds {
            let twin = try await Cost.measure(Self.operations, rounds: 1) {
                for _ in 0..<Self.operations {
                    _ = try await backend.run(script, keys: ["counter"]) { _ in }
                }
            }
            comparison.add("INCR", "twin", twin)
            let command = try await Cost.measure(Self.operations, rounds: 1) {
                for _ in 0..<Self.operations { _ = try await backend.run(INCR("counter")) }
            }
            comparison.add("INCR", "the command", command.nanoseconds)
        }
        comparison.report(notes: "allocations")
    }
}

#if canImport(StdnetLua)
extension ScriptSection {
    /// Scripts for both, each of one key and one argument.
    private static let texts: [(name: String, lua: String)] = [
        ("one GET", "return redis.call('GET', KEYS[1])"),
        (
            "ten SETs",
            "for i = 1, 10 do redis.call('SET', KEYS[1] .. i, ARGV[1]) end return 10"
        ),
        (
            "HGETALL of 10 fields into a table, as JSON",
            """
            local all = redis.call('HGETALL', 'hash')
            local object = {}
            for i = 1, #all, 2 do object[all[i]] = all[i + 1] end
            return cjson.encode(object)
            """
        ),
        (
            "a thousand additions",
            "local sum = 0 for i = 1, 1000 do sum = sum + i % 7 end return sum"
        ),
    ]

    /// Our side is the whole call but for its words, with batch and lock; Redis's what its
    /// `commandstats` say.
    private func compareLua() async throws {
        let count = 20_000
        var comparison = Comparison(
            "Lua in process",
            goals: ["redis-server, inside": 0.67]
        )
        let memory = MemoryBackend(on: MemoryServer(interpreter: { LuaInterpreter() }))
        try await withRedisServer { server in
            let redis = try await RedisBackend.connect(to: server.url)
            for backend in [memory, redis] as [any Backend] {
                let fields = (0..<10).map { (key: "field\($0)", value: "value \($0)") }
                _ = try await backend.run(HSET("hash", fields))
                try await backend.run(SET("key", "value"))
            }
            for _ in 0..<Cost.rounds {
                for (name, lua) in Self.texts {
                    let digest = try await memory.run(RawCommand("SCRIPT", "LOAD", lua)).text
                    let batch = Self.calls(of: digest)
                    let ours = try await Cost.measure(count, rounds: 1) {
                        try await call(batch, count, on: memory)
                    }
                    comparison.add(name, "Lua in process", ours)
                    _ = try await redis.run(RawCommand("SCRIPT", "LOAD", lua))
                    _ = try await redis.run(RawCommand("CONFIG", "RESETSTAT"))
                    try await call(batch, count, on: redis)
                    if let time = try await redis.microsecondsPerScript() {
                        comparison.add(name, "redis-server, inside", time * 1000)
                    }
                }
            }
            await redis.close()
        }
        comparison.report(notes: "allocations")
    }

    private static func calls(of digest: String) -> CommandBatch {
        var batch = CommandBatch()
        for _ in 0..<100 { batch.append(RawCommand("EVALSHA", digest, 1, "key", "value")) }
        return batch
    }

    private func call(_ batch: CommandBatch, _ count: Int, on backend: any Backend) async throws {
        for _ in 0..<count / 100 {
            for (position, reply) in try await backend.execute(batch).enumerated() {
                _ = try batch.checked(reply, at: position)
            }
        }
    }
}

extension Backend {
    /// What `commandstats` say of EVALSHA.
    fileprivate func microsecondsPerScript() async throws -> Double? {
        let text = try await run(RawCommand("INFO", "commandstats")).text
        for line in text.split(whereSeparator: \.isNewline)
        where line.hasPrefix("cmdstat_evalsha:") {
            for part in line.split(separator: ",") where part.hasPrefix("usec_per_call=") {
                return Double(part.dropFirst("usec_per_call=".count))
            }
        }
        return nil
    }
}
#endif
