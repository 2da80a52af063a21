import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("Refusals of a real server, and what to do next")
struct ErrorTests {
    /// What a call fails with.
    private func error(_ redis: RedisBackend, _ words: String...) async -> BackendError? {
        var batch = CommandBatch()
        batch.append { vector in for word in words { vector.append(word) } }
        return await failure { () throws(BackendError) in
            try batch.checked(try await redis.execute(batch)[0], at: 0)
        }
    }

    @Test("OOM: make room") func memory() async throws {
        try await withRedis(.init(arguments: ["--maxmemory", "1"])) { (redis, _) async throws in
            let error = await error(redis, "SET", "k", "v")
            #expect(error?.code == "OOM")
            #expect(error?.nextMove == .freeMemory)
            #expect(try await redis.call("GET", "k").isNull)
        }
    }

    @Test("a transaction that OOM stopped did not run") func memoryInTransaction() async throws {
        try await withRedis(.init(arguments: ["--maxmemory", "1"])) { (redis, _) async throws in
            let error = await failure { () throws(BackendError) in
                try await redis.batch(.transaction, "SET k v")
            }
            #expect(error?.code == "EXECABORT")
        }
    }

    @Test("READONLY: the fail-over may be under way, nothing was written") func replica()
        async throws
    {
        let options = RedisServer.Options(arguments: ["--replicaof", "127.0.0.1 1"])
        try await withRedis(options) { (redis, _) async throws in
            let error = await error(redis, "SET", "k", "v")
            #expect(error?.code == "READONLY")
            #expect(error?.nextMove == .retry)
        }
    }

    @Test("MASTERDOWN: a replica without its master passes") func master() async throws {
        try await withRedis { (redis, _) async throws in
            try await redis.call("CONFIG", "SET", "replica-serve-stale-data", "no")
            try await redis.call("REPLICAOF", "127.0.0.1", "1")
            let error = await error(redis, "GET", "k")
            #expect(error?.code == "MASTERDOWN")
            #expect(error?.isRetryable == true)
        }
    }

    @Test("LOADING passes when the data is there") func loading() async throws {
        let options = RedisServer.Options(arguments: [
            "--enable-debug-command", "yes", "--loading-process-events-interval-bytes", "1024",
        ])
        try await withRedis(options) { (redis, server) async throws in
            let other = try await RedisBackend.connect(to: server.url)
            try await other.call("DEBUG", "POPULATE", "200", "key", "100")
            // Five milliseconds for each key: a second in all.
            try await other.call("CONFIG", "SET", "key-load-delay", "5000")
            async let reload = other.call("DEBUG", "RELOAD")
            var loading: BackendError?
            while loading == nil { loading = await error(redis, "GET", "key:1") }
            #expect(loading?.code == "LOADING")
            #expect(loading?.nextMove == .retry)
            _ = try? await reload
            await other.close()
        }
    }

    @Test("NOREPLICAS: too few replicas pass") func replicas() async throws {
        let options = RedisServer.Options(arguments: ["--min-replicas-to-write", "1"])
        try await withRedis(options) { (redis, _) async throws in
            let error = await error(redis, "SET", "k", "v")
            #expect(error?.code == "NOREPLICAS")
            #expect(error?.nextMove == .retry)
        }
    }

    @Test("MISCONF: ask who runs the server") func disk() async throws {
        let options = RedisServer.Options(arguments: [
            "--save", "3600 1000000", "--enable-protected-configs", "yes",
        ])
        try await withRedis(options) { (redis, server) async throws in
            // A folder that can't be written to: the next snapshot fails.
            try await redis.call("SET", "k", "v")
            try await redis.call("CONFIG", "SET", "dir", "/proc")
            try await redis.call("BGSAVE")
            while try await !redis.call("INFO", "persistence").text
                .contains("rdb_last_bgsave_status:err")
            {}
            let error = await error(redis, "SET", "k", "v")
            #expect(error?.code == "MISCONF")
            #expect(error?.nextMove == .askAdministrator)
        }
    }

    @Test("NOPERM, NOAUTH and WRONGPASS: correct the credentials") func permissions() async throws {
        try await withRedis(.init(password: "right")) { (redis, server) async throws in
            try await redis.call("ACL", "SETUSER", "joe", "on", ">pw", "~mine:*", "+get")
            let address = "127.0.0.1:\(server.port)"
            let joe = try await RedisBackend.connect(to: "redis://joe:pw@\(address)")
            for refusal in [
                await error(joe, "SET", "mine:k", "v"), await error(joe, "GET", "others:k"),
            ] {
                #expect(refusal?.code == "NOPERM")
                #expect(refusal?.nextMove == .fixCredentials)
            }
            await joe.close()
            for login in ["", ":wrong@", "joe:wrong@", "nobody:pw@"] {
                let refusal = await failure { () throws(BackendError) in
                    let redis = try await RedisBackend.connect(to: "redis://\(login)\(address)")
                    await redis.close()
                }
                guard case .connection(.authentication) = refusal else {
                    Issue.record("'\(login)' got \(String(describing: refusal))")
                    continue
                }
                #expect(refusal?.nextMove == .fixCredentials)
            }
        }
    }

    @Test("BUSY passes with the script that runs; UNKILLABLE is the administrator's")
    func busy() async throws {
        let options = RedisServer.Options(arguments: ["--busy-reply-threshold", "1"])
        try await withRedis(options) { (redis, server) async throws in
            let other = try await RedisBackend.connect(to: server.url)
            async let killed = failure { () throws(BackendError) in
                try await other.call("EVAL", "while true do end", "0")
            }
            // Until the script is busy, PING is answered.
            var busy: BackendError?
            while busy == nil { busy = await error(redis, "PING") }
            #expect(busy?.code == "BUSY")
            #expect(busy?.nextMove == .retry)
            try await redis.call("SCRIPT", "KILL")
            #expect(await killed?.nextMove == .fixCall)
            #expect(await error(redis, "SCRIPT", "KILL")?.nextMove == .reload)
            async let lost = failure { () throws(BackendError) in
                try await other.call("EVAL", "redis.call('SET', 'k', 'v') while true do end", "0")
            }
            while await error(redis, "PING") == nil {}
            let unkillable = await error(redis, "SCRIPT", "KILL")
            #expect(unkillable?.code == "UNKILLABLE")
            #expect(unkillable?.nextMove == .askAdministrator)
            server.kill()
            #expect(await lost?.nextMove == .checkState)
            await other.close()
        }
    }

    @Test("what exists or is missing is looked at again; a wrong call is corrected")
    func calls() async throws {
        try await withRedis { (redis, _) async throws in
            try await redis.call("XGROUP", "CREATE", "s", "g", "$", "MKSTREAM")
            let cases: [(BackendError?, String, BackendError.NextMove)] = [
                (await error(redis, "XGROUP", "CREATE", "s", "g", "$"), "BUSYGROUP", .reload),
                (
                    await error(redis, "XREADGROUP", "GROUP", "x", "c", "STREAMS", "s", ">"),
                    "NOGROUP", .reload
                ), (await error(redis, "EVALSHA", "none", "0"), "NOSCRIPT", .fixCall),
                (await error(redis, "SET", "k"), "ERR", .fixCall),
                (await error(redis, "NOSUCH"), "ERR", .fixCall),
            ]
            for (error, code, move) in cases {
                #expect(error?.code == code)
                #expect(error?.nextMove == move)
            }
            #expect(await error(redis, "GET", "s")?.nextMove == .fixKey)
        }
    }

    @Test("CLUSTERDOWN passes, CROSSSLOT does not") func cluster() async throws {
        // The bus would listen 10000 ports above the server, where there may be none. Below 32768 are
        // no ports that the operating system gives to others.
        let bus = Int.random(in: 20_000..<30_000)
        let options = RedisServer.Options(arguments: [
            "--cluster-enabled", "yes", "--cluster-port", "\(bus)",
        ])
        try await withRedis(options) { (redis, _) async throws in
            let down = await error(redis, "GET", "k")
            #expect(down?.code == "CLUSTERDOWN")
            #expect(down?.nextMove == .retry)
            try await redis.call("CLUSTER", "ADDSLOTSRANGE", "0", "16383")
            let crossing = await error(redis, "MGET", "a", "b")
            #expect(crossing?.code == "CROSSSLOT")
            #expect(crossing?.nextMove == .fixCall)
        }
    }
}

extension BackendError {
    /// The server's code, where the error has one.
    fileprivate var code: String? {
        if case .server(let code, _) = self { code } else { nil }
    }
}
