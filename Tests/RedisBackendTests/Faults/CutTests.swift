import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("A connection that is cut at every byte")
struct CutTests {
    /// Runs a test with a backend behind a proxy, and one that goes directly to the server.
    private func withProxy(
        _ parameters: String,
        _ body: (RedisBackend, FaultProxy, _ direct: RedisBackend) async throws -> Void
    ) async throws {
        try await withRedisServer(.init(password: "pw")) { (server) async throws in
            try await FaultProxy.with(serverPort: server.port) { (proxy) async throws in
                let direct = try await RedisBackend.connect(to: server.url + "/3")
                let redis = try await RedisBackend.connect(
                    to: "redis://:pw@127.0.0.1:\(proxy.port)/3?name=cut" + parameters,
                    options: .eager
                )
                try await body(redis, proxy, direct)
                await redis.close()
                await direct.close()
            }
        }
    }

    /// How many bytes an exchange has each way on a fresh connection.
    private func measure(
        _ exchange: CutExchange,
        _ redis: RedisBackend,
        _ proxy: FaultProxy
    ) async throws -> [Fault.Direction: Int] {
        try await proxy.strikeAll(.cut)
        try await redis.call("ECHO", "ready")
        _ = try await redis.execute(CommandBatch(commands: ["BLPOP none 0.001"]))
        try await proxy.arm([])
        #expect(exchange.isAnswered(try await redis.execute(exchange.batch("m10000")), "m10000"))
        return try await proxy.passedCounts()
    }

    @Test(
        "calls end, run once at most, and are answered only if they ran",
        arguments: CutExchange.all,
        ["", "&protocol=3"]
    )
    func calls(exchange: CutExchange, parameters: String) async throws {
        try await withProxy(parameters) { (redis, proxy, direct) async throws in
            let counts = try await measure(exchange, redis, proxy)
            let ledger = FaultLedger()
            var placeCount = 0
            for direction in Fault.Direction.allCases {
                for offset in exchange.offsets(upTo: counts[direction] ?? 0) {
                    // A call that only reads is made again, so one call is enough to be connected.
                    #expect(try await redis.call("ECHO", "ready").text == "ready")
                    if exchange.waits {
                        let ready = CommandBatch(commands: ["BLPOP none 0.001"])
                        _ = try await redis.execute(ready)
                    }
                    try await proxy.arm([Fault(direction: direction, offset: offset, act: .cut)])
                    placeCount += 1
                    let name = "\(direction == .request ? "q" : "r")\(10000 + offset)"
                    await call(exchange, name, redis, ledger)
                    try await proxy.arm([])
                }
            }
            try await ledger.settle(with: direct)
            #expect(ledger.complaints.isEmpty)
            // One cut for each place, and the first.
            #expect(try await proxy.strikeCount == placeCount + 1)
        }
    }

    private func call(
        _ exchange: CutExchange,
        _ name: String,
        _ redis: RedisBackend,
        _ ledger: FaultLedger
    ) async {
        let keys = exchange.isRepeatable ? [] : exchange.keys(name)
        do throws(BackendError) {
            let replies = try await redis.execute(exchange.batch(name))
            ledger.note(keys, isAnswered: true, isAtomic: exchange.isAtomic)
            if !exchange.isAnswered(replies, name) { ledger.complain("\(name): \(replies)") }
        } catch {
            ledger.note(keys, isAnswered: false, isAtomic: exchange.isAtomic)
            if exchange.isRepeatable { ledger.complain("\(name) could be repeated: \(error)") }
            guard case .connection(.lost) = error else {
                return ledger.complain("\(name) failed with \(error)")
            }
        }
    }

    @Test("a connection that is cut while it introduces itself is made again", arguments: [2, 3])
    func reconnecting(version: Int) async throws {
        try await withProxy("&protocol=\(version)") { (redis, proxy, _) async throws in
            let counts = try await measureHandshake(redis, proxy)
            for (direction, count) in counts {
                for offset in 0...count {
                    try await proxy.armNext([
                        Fault(direction: direction, offset: offset, act: .cut)
                    ])
                    try await proxy.strikeAll(.cut)
                    #expect(try await redis.call("ECHO", "cut\(offset)").text == "cut\(offset)")
                }
            }
            #expect(try await proxy.strikeCount > 2 * counts.values.reduce(0, +))
        }
    }

    private func measureHandshake(
        _ redis: RedisBackend,
        _ proxy: FaultProxy
    ) async throws -> [Fault.Direction: Int] {
        try await proxy.armNext([])
        try await proxy.strikeAll(.cut)
        #expect(try await redis.call("ECHO", "x").text == "x")
        let echo = [
            Fault.Direction.request: "*2\r\n$4\r\nECHO\r\n$1\r\nx\r\n", .reply: "$1\r\nx\r\n",
        ]
        let counts = try await proxy.passedCounts()
        return counts.merging(echo.mapValues(\.utf8.count)) { $0 - $1 }
    }

    @Test("connecting through a cut is an error that says so, or succeeds", arguments: [2, 3])
    func connecting(version: Int) async throws {
        try await withProxy("&protocol=\(version)") { (redis, proxy, _) async throws in
            let counts = try await measureHandshake(redis, proxy)
            for (direction, count) in counts {
                for offset in 0...count {
                    try await proxy.armNext([
                        Fault(direction: direction, offset: offset, act: .cut)
                    ])
                    let error = await failure { () throws(BackendError) in
                        let other = try await RedisBackend.connect(
                            to: "redis://:pw@127.0.0.1:\(proxy.port)/3?name=cut&protocol=\(version)"
                        )
                        await other.close()
                    }
                    switch error {
                    case nil: #expect(direction == .reply && offset == count)
                    case .connection(.unreachable): break
                    default: Issue.record("\(direction) at \(offset): \(String(describing: error))")
                    }
                }
            }
        }
    }

    @Test("bytes that come one by one are the same", arguments: CutExchange.all)
    func dribble(exchange: CutExchange) async throws {
        for parameters in ["", "&protocol=3"] {
            try await withProxy(parameters) { (redis, proxy, _) async throws in
                try await proxy.strikeAll(.cut)
                try await redis.call("ECHO", "ready")
                try await proxy.arm(
                    Fault.Direction.allCases.map {
                        Fault(direction: $0, offset: 0, act: .dribble(count: 3000))
                    }
                )
                let replies = try await redis.execute(exchange.batch("one"))
                #expect(exchange.isAnswered(replies, "one"))
            }
        }
    }
}
