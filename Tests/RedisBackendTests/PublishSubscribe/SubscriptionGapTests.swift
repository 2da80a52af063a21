import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

/// What a subscriber hears of messages that it may have missed.
@Suite("Gaps in subscriptions")
struct SubscriptionGapTests {
    @Test(
        "a slow consumer hears how many messages it missed, and gets the newest",
        arguments: [2, 3]
    )
    func overflow(version: Int) async throws {
        try await withRedis(parameters: "?protocol=\(version)") { (redis, _) async throws in
            try await redis.subscribe(to: "news", bufferingNewest: 10) {
                (subscription) async throws in
                var events = subscription.makeAsyncIterator()
                for (round, count) in [25, 10, 11].enumerated() {
                    _ = try await redis.run(
                        (0..<count).map { RawCommand("PUBLISH", "news", $0) }
                    )
                    // Confirmed after the messages, on the same connection.
                    try await subscription.add([.channel("later:\(round)")])
                    if count > 10 {
                        #expect(try await events.next() == .gap(.overflow(dropped: count - 10)))
                    }
                    for number in (count - 10)..<count {
                        let message = Message("\(number)", on: "news")
                        #expect(try await events.next() == .message(message))
                    }
                }
            }
        }
    }

    @Test("after a lost connection everything is subscribed again", arguments: [2, 3])
    func killed(version: Int) async throws {
        let log = LogRecorder()
        try await withRedisServer { (server) async throws in
            let redis = try await RedisBackend.connect(
                to: server.url + "?protocol=\(version)",
                logger: log.logger
            )
            let topics: Set<Topic> = [.channel("a"), .pattern("b*"), .shard("c")]
            try await redis.subscribe(to: topics, bufferingNewest: 10) {
                (subscription) async throws in
                var events = subscription.makeAsyncIterator()
                for _ in 0..<3 {
                    _ = try await redis.call("CLIENT", "KILL", "TYPE", "pubsub")
                    #expect(try await events.next() == .gap(.reconnected))
                    try await untilSubscribed(redis)
                    #expect(subscription.topics == topics)
                    for (verb, channel) in [("PUBLISH", "a"), ("PUBLISH", "bb"), ("SPUBLISH", "c")]
                    {
                        try await redis.call(verb, channel, "x")
                        guard case .message(let message) = try await events.next() else {
                            Issue.record("expected a message")
                            return
                        }
                        #expect(message.channel == channel)
                    }
                }
                // Changes go on.
                try await subscription.drop([.channel("a")])
                #expect(try await redis.subscriberCount("a") == 0)
            }
            await redis.close()
        }
    }

    @Test("a server that was away is waited for, and everything is subscribed again")
    func restarted() async throws {
        try await withRedis { (redis, server) async throws in
            let topics: Set<Topic> = [.channel("a"), .pattern("b*"), .shard("c")]
            try await redis.subscribe(to: topics, bufferingNewest: 10) {
                (subscription) async throws in
                await server.stop()
                // What is added meanwhile comes with the others.
                async let added: Void = subscription.add([.channel("d")])
                let again = try await RedisServer.start(.init(port: server.port))
                var events = subscription.makeAsyncIterator()
                #expect(try await events.next() == .gap(.reconnected))
                try await added
                try await untilSubscribed(redis)
                for channel in ["a", "d"] {
                    #expect(try await redis.call("PUBLISH", channel, "x").integer == 1)
                    #expect(try await events.next() == .message(Message("x", on: channel)))
                }
                await again.stop()
            }
        }
    }

    @Test("a gap is told of even when messages behind it had to go") func gapAndOverflow()
        async throws
    {
        try await withRedis { (redis, _) async throws in
            try await redis.subscribe(to: "a", bufferingNewest: 2) { (subscription) async throws in
                _ = try await redis.call("CLIENT", "KILL", "TYPE", "pubsub")
                while try await redis.subscriberCount("a") > 0 {}
                try await subscription.add([.channel("b")])
                while try await redis.subscriberCount("a") == 0 {}
                _ = try await redis.run((0..<5).map { RawCommand("PUBLISH", "a", $0) })
                try await subscription.add([.channel("c")])
                var events = subscription.makeAsyncIterator()
                #expect(try await events.next() == .gap(.reconnected))
                #expect(try await events.next() == .gap(.overflow(dropped: 3)))
                #expect(try await events.next() == .message(Message("3", on: "a")))
                #expect(try await events.next() == .message(Message("4", on: "a")))
            }
        }
    }

    @Test("closing the backend ends what is subscribed") func closed() async throws {
        try await withRedis { (redis, _) async throws in
            try await redis.subscribe(to: "a") { (subscription) async throws in
                await redis.close()
                let error = await failure { () throws(BackendError) in
                    var events = subscription.makeAsyncIterator()
                    while let event = try await events.next() { _ = event }
                }
                #expect(error == .connection(.closed))
            }
            await #expect(throws: BackendError.connection(.closed)) {
                try await redis.subscribe(to: "a") { _ in }
            }
        }
    }

    /// Waits until the server has `a`, `b*` and `c`.
    private func untilSubscribed(_ redis: RedisBackend) async throws {
        while try await redis.subscriberCount("a") == 0 {}
        while try await redis.call("PUBSUB", "NUMPAT").integer == 0 {}
        while try await redis.call("PUBSUB", "SHARDCHANNELS").count == 0 {}
    }
}
