import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("Subscriptions")
struct SubscriptionTests {
    @Test("messages arrive in the order of publishing", arguments: [2, 3])
    func order(version: Int) async throws {
        try await withRedis(parameters: "?protocol=\(version)") { (redis, _) async throws in
            let texts = try await redis.subscribe(to: "news") { (subscription) async throws in
                let receivers = try await redis.run(
                    (0..<1000).map { RawCommand("PUBLISH", "news", $0) }
                )
                #expect(receivers.allSatisfy { $0.integer == 1 })
                var texts: [String] = []
                for try await message in subscription.messages.prefix(1000) {
                    #expect(message.channel == "news" && message.pattern == nil)
                    texts.append(message.text)
                }
                return texts
            }
            #expect(texts == (0..<1000).map(String.init))
        }
    }

    @Test("channels, patterns and shards are told apart", arguments: [2, 3])
    func kinds(version: Int) async throws {
        try await withRedis(parameters: "?protocol=\(version)") { (redis, _) async throws in
            let topics: Set<Topic> = [.channel("news"), .pattern("n?ws"), .shard("news")]
            try await redis.subscribe(to: topics, bufferingNewest: 10) {
                (subscription) async throws in
                #expect(subscription.topics == topics)
                #expect(subscription.channels == ["news"])
                #expect(subscription.patterns == ["n?ws"])
                #expect(try await redis.call("PUBLISH", "news", "both").integer == 2)
                #expect(try await redis.call("PUBLISH", "nows", "one").integer == 1)
                #expect(try await redis.call("PUBLISH", "none", "nobody").integer == 0)
                #expect(try await redis.call("SPUBLISH", "news", "shard").integer == 1)
                var events = subscription.makeAsyncIterator()
                let expected = [
                    Message("both", on: "news"), Message("both", on: "news", matching: "n?ws"),
                    Message("one", on: "nows", matching: "n?ws"), Message("shard", on: "news"),
                ]
                for message in expected {
                    #expect(try await events.next() == .message(message))
                }
            }
        }
    }

    @Test("patterns alone", arguments: [2, 3]) func patterns(version: Int) async throws {
        try await withRedis(parameters: "?protocol=\(version)") { (redis, _) async throws in
            try await redis.subscribe(matching: "a*", "*b") { (subscription) async throws in
                #expect(subscription.channels == [])
                #expect(subscription.patterns == ["*b", "a*"])
                #expect(try await redis.call("PUBLISH", "ab", "x").integer == 2)
                var events = subscription.messages.makeAsyncIterator()
                let patterns = [try await events.next()?.pattern, try await events.next()?.pattern]
                #expect(Set(patterns) == ["a*", "*b"])
            }
        }
    }

    @Test("what is subscribed changes while it runs", arguments: [2, 3])
    func changes(version: Int) async throws {
        try await withRedis(parameters: "?protocol=\(version)") { (redis, _) async throws in
            try await redis.subscribe(to: "a") { (subscription) async throws in
                try await subscription.add([.channel("b"), .pattern("c*"), .channel("a")])
                #expect(subscription.channels == ["a", "b"])
                #expect(subscription.patterns == ["c*"])
                try await subscription.drop([.channel("a"), .channel("never")])
                #expect(subscription.channels == ["b"])
                let counts = try await redis.run(
                    ["a", "b", "cd"].map { RawCommand("PUBLISH", $0, "x") }
                )
                #expect(counts.map(\.integer) == [0, 1, 1])
                var events = subscription.messages.makeAsyncIterator()
                #expect(try await events.next()?.channel == "b")
                #expect(try await events.next()?.channel == "cd")
                // Nothing at all, and then something again.
                try await subscription.drop(subscription.topics)
                #expect(subscription.topics == [])
                #expect(try await redis.call("PUBSUB", "NUMPAT").integer == 0)
                try await subscription.add([.shard("s")])
                try await redis.call("SPUBLISH", "s", "y")
                #expect(try await events.next()?.text == "y")
            }
        }
    }

    @Test("many tasks add and drop at the same time") func concurrentChanges() async throws {
        try await withRedis { (redis, _) async throws in
            try await redis.subscribe(to: "first") { (subscription) async throws in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in 0..<100 {
                        group.addTask {
                            try await subscription.add([.channel("even:\(number)")])
                            guard number % 2 == 1 else { return }
                            try await subscription.drop([.channel("even:\(number)")])
                        }
                    }
                    try await group.waitForAll()
                }
                let expected = ["first"] + (0..<100).filter { $0 % 2 == 0 }.map { "even:\($0)" }
                #expect(subscription.channels == expected.sorted())
                let found = try await redis.call("PUBSUB", "CHANNELS").elements.map(\.text)
                #expect(Set(found) == Set(expected))
            }
        }
    }

    @Test("any bytes go through", arguments: [2, 3]) func bytes(version: Int) async throws {
        try await withRedis(parameters: "?protocol=\(version)") { (redis, _) async throws in
            let payload = Bytes(0...255) + Bytes("\r\n$3\r\n".utf8)
            try await redis.subscribe(to: "bytes") { (subscription) async throws in
                for sent in [payload, []] {
                    _ = try await redis.run(RawCommand("PUBLISH", "bytes", sent))
                }
                var events = subscription.messages.makeAsyncIterator()
                #expect(try await events.next()?.payload == payload)
                #expect(try await events.next()?.payload == [])
            }
        }
    }

    @Test("a thousand channels on one connection", arguments: [2, 3])
    func thousand(version: Int) async throws {
        try await withRedis(parameters: "?protocol=\(version)") { (redis, _) async throws in
            let names = (0..<1000).map { "channel:\($0)" }
            let topics = Set(names.map { Topic.channel($0) })
            try await redis.subscribe(to: topics, bufferingNewest: 1000) {
                (subscription) async throws in
                let counts = try await redis.run(names.map { RawCommand("PUBLISH", $0, $0) })
                #expect(counts.allSatisfy { $0.integer == 1 })
                var texts: [String] = []
                for try await message in subscription.messages.prefix(1000) {
                    texts.append(message.text)
                }
                #expect(texts == names)
                try await subscription.drop(topics)
                #expect(try await redis.call("PUBSUB", "CHANNELS").count == 0)
            }
        }
    }

    @Test("with the scope ends the subscription, and its connection") func scope() async throws {
        struct Stop: Error {}
        try await withRedis { (redis, _) async throws in
            let ended = try await redis.subscribe(to: "a") { (subscription) async throws in
                #expect(try await redis.subscriberCount("a") == 1)
                return subscription
            }
            while try await redis.subscriberCount("a") > 0 {}
            await #expect(throws: Stop.self) {
                try await redis.subscribe(to: "a") { _ in throw Stop() }
            }
            while try await redis.subscriberCount("a") > 0 {}
            let clients = try await redis.call("CLIENT", "LIST", "TYPE", "pubsub").text
            #expect(clients == "")
            // Whoever kept it finds it ended.
            var events = ended.makeAsyncIterator()
            #expect(try await events.next() == nil)
            let error = await failure { () throws(BackendError) in
                try await ended.add([.channel("b")])
            }
            #expect(error == .connection(.closed))
        }
    }

    @Test("a cancelled consumer stops at once") func cancelled() async throws {
        try await withRedis { (redis, _) async throws in
            let task = Task {
                try await redis.subscribe(to: "a") { (subscription) async throws in
                    for try await _ in subscription {}
                }
            }
            while try await redis.subscriberCount("a") == 0 {}
            task.cancel()
            await #expect(throws: BackendError.cancelled) { try await task.value }
            while try await redis.subscriberCount("a") > 0 {}
        }
    }

    @Test("commands of subscriptions are refused elsewhere") func elsewhere() async throws {
        try await withRedis(parameters: "?protocol=3") { (redis, _) async throws in
            for verb in ["SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE", "UNSUBSCRIBE"] {
                let error = await failure { () throws(BackendError) in
                    try await redis.call(verb, "a")
                }
                guard case .invalidRequest(let reason) = error else {
                    Issue.record("\(verb): got \(String(describing: error))")
                    continue
                }
                #expect(reason.contains("subscribe(to:)"))
            }
        }
    }
}

extension RedisBackend {
    /// How many clients have subscribed a channel.
    func subscriberCount(_ channel: String) async throws(BackendError) -> Int {
        try await call("PUBSUB", "NUMSUB", channel).decode(as: [String: Int].self)[channel] ?? 0
    }
}

extension Message {
    init(_ text: String, on channel: String, matching pattern: String? = nil) {
        self.init(channel: channel, pattern: pattern, payload: Bytes(text.utf8))
    }
}
