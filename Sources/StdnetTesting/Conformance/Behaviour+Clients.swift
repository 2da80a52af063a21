import StdnetBackend

extension Behaviour {
    /// What a client has for itself: what it watches, waits for and listens to.
    static let clients: [Behaviour] = [
        Behaviour("a transaction on watched keys runs when nobody has changed them") { backend in
            let lender = try lender(backend)
            _ = try await backend.run(RawCommand("SET", "k", 1))
            let sum = try await lender.transaction(watching: ["k"]) { connection in
                let value = try await connection.run(RawCommand("GET", "k")).integer ?? 0
                return RawCommand("INCRBY", "k", value)
            }
            try expect(sum.integer, equals: 2)
        },
        Behaviour("a transaction on watched keys begins anew when somebody was faster") { backend in
            let lender = try lender(backend)
            let attempts = Attempts()
            _ = try await lender.transaction(watching: ["k"]) { connection in
                if await attempts.next() < 3 { _ = try await backend.run(RawCommand("INCR", "k")) }
                return RawCommand(
                    "SET",
                    "result",
                    try await connection.run(RawCommand("GET", "k")).text
                )
            }
            try expect(try await backend.run(RawCommand("GET", "result")).text, equals: "2")
        },
        Behaviour("a key that was touched without a change is as it was watched") { backend in
            let lender = try lender(backend)
            _ = try await backend.run(RawCommand("SADD", "s", "a"))
            let answer = try await lender.transaction(watching: ["s", "none"], attempts: 1) {
                (_: any Backend) in
                _ = try await backend.run(RawCommand("SADD", "s", "a"))
                _ = try await backend.run(RawCommand("DEL", "none"))
                return RawCommand("SCARD", "s")
            }
            try expect(answer.integer, equals: 1)
        },
        Behaviour("what is watched is forgotten with the connection") { backend in
            let lender = try lender(backend)
            try await lender.withConnection { connection in
                _ = try await connection.run(RawCommand("WATCH", "k"))
            }
            _ = try await backend.run(RawCommand("SET", "k", "v"))
            try await lender.withConnection { connection in
                _ = try await connection.transaction(RawCommand("GET", "k"))
            }
        },
        Behaviour("a command that waits is served by whoever pushes") { backend in
            async let popped = backend.run(RawCommand("BLPOP", "a", "b", "0"))
            try await untilSomebodyWaits(for: "b", backend)
            let (list, element) = try pair(try await popped)
            try expect([list, element], equals: ["b", "x"])
        },
        Behaviour("a command that waits too long answers nothing") { backend in
            let reply = try await backend.run(RawCommand("BLPOP", "a", "0.01"))
            try expect(reply.isNull, "BLPOP answers \(reply.notation)")
        },
        Behaviour("a command that would wait does not in a transaction") { backend in
            let reply = try await backend.transaction(RawCommand("BLPOP", "a", "0"))
            try expect(reply.isNull, "BLPOP answers \(reply.notation)")
        },
        Behaviour("a call that waits can be cancelled") { backend in
            let waiting = Task { () async -> BackendError? in
                do throws(BackendError) {
                    _ = try await backend.run(RawCommand("BRPOP", "a", "0"))
                    return nil
                } catch {
                    return error
                }
            }
            waiting.cancel()
            try expect(await waiting.value, equals: .cancelled)
        },
        Behaviour("messages reach who listens to a channel or its pattern") { backend in
            guard let listening = backend as? any Subscribing else {
                throw BrokenPromise(description: "the backend listens to no channels")
            }
            try await listening.subscribe(
                to: [.channel("news"), .pattern("n?ws"), .shard("s")],
                bufferingNewest: 10
            ) { subscription in
                let count = try await backend.run(RawCommand("PUBLISH", "news", "hello"))
                try expect(count.integer, equals: 2)
                _ = try await backend.run(RawCommand("SPUBLISH", "s", "there"))
                var events = subscription.makeAsyncIterator()
                var found: [SubscriptionEvent?] = []
                for _ in 0..<3 { found.append(try await events.next()) }
                let hello = Bytes("hello".utf8)
                try expect(
                    found,
                    equals: [
                        .message(Message(channel: "news", payload: hello)),
                        .message(Message(channel: "news", pattern: "n?ws", payload: hello)),
                        .message(Message(channel: "s", payload: Bytes("there".utf8))),
                    ]
                )
                try await subscription.drop([.channel("news"), .pattern("n?ws")])
                let rest = try await backend.run(RawCommand("PUBLISH", "news", "again"))
                try expect(rest.integer, equals: 0)
            }
        },
        Behaviour("commands that would change a connection for others are refused") { backend in
            for name in ["MULTI", "EXEC", "WATCH", "SUBSCRIBE", "SELECT", "AUTH", "RESET"] {
                do throws(BackendError) {
                    _ = try await backend.run(RawCommand(name, "a"))
                    throw BackendError.decoding(expected: "a refusal of \(name)", found: "none")
                } catch {
                    guard case .invalidRequest = error else { throw error }
                }
            }
        },
    ]

    private static func lender(
        _ backend: any Backend
    ) throws(BrokenPromise) -> any ConnectionLending {
        guard let lender = backend as? any ConnectionLending else {
            throw BrokenPromise(description: "the backend lends no connections")
        }
        return lender
    }

    private static func pair(_ reply: Reply) throws(BrokenPromise) -> (String, String) {
        let parts = reply.elements.map(\.text)
        guard parts.count == 2 else {
            throw BrokenPromise(description: "expected a pair, got \(reply.notation)")
        }
        return (parts[0], parts[1])
    }

    /// Pushes and takes back until an element stays away: then somebody who waited has it.
    private static func untilSomebodyWaits(for list: String, _ backend: any Backend) async throws {
        while true {
            let replies = try await backend.transaction(
                RawCommand("RPUSH", list, "x"),
                RawCommand("LLEN", list)
            )
            try expect(replies.1.integer, equals: 1)
            if try await backend.run(RawCommand("LPOP", list)).isNull { return }
            await Task.yield()
        }
    }

    /// Counts attempts of a closure that may run several times.
    private actor Attempts {
        private var count = 0

        func next() -> Int {
            count += 1
            return count
        }
    }
}
