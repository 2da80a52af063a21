import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

@Suite("Subscriptions that the server refuses")
struct SubscriptionRefusalTests {
    /// Runs a test as a user who may listen to channels that start with `our:`.
    private func withListener(
        version: Int,
        _ body: (_ joe: RedisBackend, _ admin: RedisBackend) async throws -> Void
    ) async throws {
        try await withRedis { (admin, server) async throws in
            try await admin.call(
                "ACL",
                "SETUSER",
                "joe",
                "on",
                ">pw",
                "~*",
                "resetchannels",
                "&our:*",
                "+@all"
            )
            let joe = try await RedisBackend.connect(
                to: "redis://joe:pw@127.0.0.1:\(server.port)?protocol=\(version)"
            )
            try await body(joe, admin)
            await joe.close()
        }
    }

    private func expectRefusal(_ error: (any Error)?) {
        guard case .server(code: "NOPERM", let message) = error as? BackendError else {
            Issue.record("expected a refusal, got \(String(describing: error))")
            return
        }
        #expect(message.contains("channels"))
    }

    @Test("a channel that the user may not hear is a typed error", arguments: [2, 3])
    func refused(version: Int) async throws {
        try await withListener(version: version) { (joe, admin) async throws in
            for topic in [Topic.channel("theirs"), .pattern("*"), .shard("theirs")] {
                let error = await #expect(throws: BackendError.self) {
                    try await joe.subscribe(to: [topic], bufferingNewest: 10) { (_) async throws in
                        Issue.record("\(topic) was subscribed")
                    }
                }
                expectRefusal(error)
            }
            while try await admin.call("CLIENT", "LIST", "TYPE", "pubsub").text != "" {}
        }
    }

    @Test("what is refused later changes nothing else", arguments: [2, 3])
    func refusedLater(version: Int) async throws {
        try await withListener(version: version) { (joe, admin) async throws in
            try await joe.subscribe(to: "our:a") { (subscription) async throws in
                let error = await failure { () throws(BackendError) in
                    try await subscription.add([
                        .channel("our:b"), .pattern("*"), .shard("our:s"), .channel("theirs"),
                    ])
                }
                expectRefusal(error)
                #expect(subscription.topics.isSubset(of: [.channel("our:a"), .shard("our:s")]))
                try await subscription.add([.channel("our:c")])
                try await admin.call("PUBLISH", "our:a", "x")
                try await admin.call("PUBLISH", "our:c", "y")
                var events = subscription.makeAsyncIterator()
                #expect(try await events.next() == .message(Message("x", on: "our:a")))
                #expect(try await events.next() == .message(Message("y", on: "our:c")))
            }
        }
    }

    @Test("nothing is heard that was refused in part", arguments: [2, 3])
    func refusedInPart(version: Int) async throws {
        try await withListener(version: version) { (joe, admin) async throws in
            try await joe.subscribe(to: "our:a") { (subscription) async throws in
                // PSUBSCRIBE is refused before SUBSCRIBE is confirmed.
                let error = await failure { () throws(BackendError) in
                    try await subscription.add([.pattern("*"), .channel("our:b")])
                }
                expectRefusal(error)
                #expect(subscription.topics == [.channel("our:a")])
                while try await admin.subscriberCount("our:b") > 0 {}
            }
        }
    }

    @Test("a user who loses a channel hears why there is nothing any more", arguments: [2, 3])
    func lost(version: Int) async throws {
        try await withListener(version: version) { (joe, admin) async throws in
            try await joe.subscribe(to: "our:a") { (subscription) async throws in
                // Redis ends the connections of those who hear what they may not hear any more.
                try await admin.call("ACL", "SETUSER", "joe", "resetchannels")
                var events = subscription.makeAsyncIterator()
                #expect(try await events.next() == .gap(.reconnected))
                let error = await failure { () throws(BackendError) in try await events.next() }
                expectRefusal(error)
            }
        }
    }
}
