import NIOCore
import RedisBackend
import StdnetBackend
import StdnetTesting
import Synchronization

/// Several tasks that make numbered calls through a proxy while faults strike.
struct FaultStory: Sendable {
    let seed: UInt64
    /// The words of the connection string after the address.
    let parameters: String
    var isEncrypted = false
    /// How many faults have to strike before it ends.
    let faultCount: Int
    private static let taskCount = 8
    /// Far more than any call may take: whatever takes longer hangs.
    private static let patience = TimeAmount.seconds(20)

    /// Tells the story and answers what was not as promised, and how many faults have struck.
    func tell(
        serverPort: Int,
        password: String,
        watchedBy direct: RedisBackend
    ) async throws -> (complaints: [String], faults: Int, answered: Int) {
        try await FaultProxy.with(serverPort: serverPort) { proxy in
            let redis = try await RedisBackend.connect(
                to: (isEncrypted ? "rediss" : "redis")
                    + "://:\(password)@127.0.0.1:\(proxy.port)/0?timeout=0.3" + parameters,
                options: .eager
            )
            let ledger = FaultLedger()
            try await proxy.storm(seed: seed, after: handshakeBytes)
            var round = 0
            while try await proxy.strikeCount < faultCount, ledger.complaints.isEmpty {
                await play(round: round, redis, proxy, ledger)
                round += 1
                if round % 8 == 0 {
                    try await recover(redis, proxy, ledger)
                    try await ledger.settle(with: direct)
                    try await proxy.storm(seed: seed &+ UInt64(round), after: handshakeBytes)
                }
            }
            try await recover(redis, proxy, ledger)
            try await ledger.settle(with: direct)
            let faults = try await proxy.strikeCount
            await redis.close()
            return (ledger.complaints, faults, ledger.answeredCount)
        }
    }

    /// About so many bytes are over before there is a call: more than half of the connections live
    /// to see one.
    private var handshakeBytes: Int { isEncrypted ? 6000 : 0 }

    private func play(
        round: Int,
        _ redis: RedisBackend,
        _ proxy: FaultProxy,
        _ ledger: FaultLedger
    ) async {
        await withTaskGroup(of: Void.self) { group in
            for task in 0..<Self.taskCount {
                group.addTask {
                    let number = round * Self.taskCount + task
                    var dice = Dice(seed: seed &* 1_000_003 &+ UInt64(number))
                    for step in 0..<10 {
                        let kinds = FaultCall.Kind.allCases
                        let kind = kinds[dice.below(kinds.count)]
                        let call = FaultCall(kind, story: seed, number: number * 10 + step)
                        await watched(call, proxy.loop, ledger, isCancelled: dice.chance(40)) {
                            await call.make(on: redis, ledger)
                        }
                    }
                }
            }
        }
    }

    /// Runs a call, and complains when it takes for ever.
    private func watched(
        _ call: FaultCall,
        _ loop: any EventLoop,
        _ ledger: FaultLedger,
        isCancelled: Bool = false,
        _ body: @escaping @Sendable () async -> Void
    ) async {
        let task = Task { await body() }
        let alarm = loop.scheduleTask(in: Self.patience) {
            ledger.complain("\(call.kind) \(call.name) did not end")
            task.cancel()
        }
        if isCancelled { task.cancel() }
        await task.value
        alarm.cancel()
    }

    /// After the storm, calls work again: what is frozen is given up after the time of one call.
    private func recover(
        _ redis: RedisBackend,
        _ proxy: FaultProxy,
        _ ledger: FaultLedger
    ) async throws {
        try await proxy.calm()
        var errors: [BackendError] = []
        for attempt in 0..<10 {
            do throws(BackendError) {
                let reply = try await redis.call("ECHO", "calm\(attempt)")
                if reply.text == "calm\(attempt)" { return }
                ledger.complain("after the storm ECHO answered \(reply)")
            } catch {
                errors.append(error)
            }
        }
        ledger.complain("seed \(seed): nothing worked after the storm: \(errors)")
    }
}

extension RedisOptions {
    /// Connects again at once, or nearly so.
    static var eager: RedisOptions {
        var options = RedisOptions()
        options.backoff = Backoff(base: .milliseconds(1), limit: .milliseconds(20))
        return options
    }
}
