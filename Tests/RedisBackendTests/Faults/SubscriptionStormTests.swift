import Foundation
import NIOCore
import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("Faults on the way to a subscription")
struct SubscriptionStormTests {
    private static let environment = ProcessInfo.processInfo.environment
    /// How many faults strike; set STDNET_FAULTS for more.
    private static let faultCount =
        environment["STDNET_FAULTS"].flatMap { Int($0) }.map { $0 / 100 } ?? 50
    /// Far more than that takes: then it hangs.
    private static let patience = TimeAmount.seconds(30 + Int64(faultCount))

    @Test("no message is missed without a gap, none comes twice or late", arguments: [2, 3])
    func numbered(version: Int) async throws {
        try await withRedisServer { (server) async throws in
            let direct = try await RedisBackend.connect(to: server.url)
            try await FaultProxy.with(serverPort: server.port) { proxy in
                var options = RedisOptions.eager
                // Some connections freeze; and the signs are most of what goes the other way.
                options.silenceLimit = .milliseconds(10)
                let redis = try await RedisBackend.connect(
                    to: "redis://127.0.0.1:\(proxy.port)?timeout=0.3&protocol=\(version)",
                    options: options
                )
                let publishing = Task {
                    var number = 0
                    while !Task.isCancelled {
                        try await direct.call("PUBLISH", "numbers", "\(number)")
                        number += 1
                    }
                }
                try await redis.subscribe(to: "numbers") { (subscription) async throws in
                    try await listen(to: subscription, through: proxy, seed: UInt64(version))
                }
                publishing.cancel()
                _ = await publishing.result
                await redis.close()
            }
            await direct.close()
        }
    }

    /// Takes numbers while faults strike, and then until they come without any.
    private func listen(
        to subscription: Subscription,
        through proxy: FaultProxy,
        seed: UInt64
    ) async throws {
        let isLate = proxy.loop.scheduleTask(in: Self.patience) {
            Issue.record("no more messages: the subscription has not recovered")
        }
        defer { isLate.cancel() }
        var events = subscription.makeAsyncIterator()
        var last: Int?
        var isAfterGap = false
        var gaps = 0
        var isCalm = false
        var stillExpected = 100
        try await proxy.storm(seed: seed)
        while stillExpected > 0, let event = try await events.next() {
            switch event {
            case .gap:
                gaps += 1
                isAfterGap = true
            case .message(let message):
                guard let number = Int(message.text) else {
                    // What struck inside of a message breaks the connection right after it.
                    #expect(message.payload.contains(Fault.marker))
                    continue
                }
                if let last {
                    #expect(isAfterGap ? number > last : number == last + 1)
                }
                last = number
                isAfterGap = false
            }
            if isCalm {
                stillExpected -= 1
            } else if try await proxy.strikeCount >= Self.faultCount {
                try await proxy.calm()
                isCalm = true
            }
        }
        #expect(stillExpected == 0)
        #expect(gaps > Self.faultCount / 10)
    }
}
