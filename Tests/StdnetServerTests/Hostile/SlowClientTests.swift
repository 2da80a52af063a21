import StdnetServer
import Testing

@Suite("Clients that do not read, or do not finish", .serialized, .timeLimit(.minutes(3)))
struct SlowClientTests {
    private static let hundredKilobytes = String(repeating: "x", count: 100_000)

    @Test("Who never reads is not read from for ever")
    func deafPipeline() async throws {
        try await withServer { server in
            let other = try RawClient(port: server.port)
            other.send(RawClient.request("SET", "a", Self.hundredKilobytes))
            #expect(other.receives("+OK\r\n"))
            let deaf = try RawClient(port: server.port, receiveBuffer: 4096)
            let line = "GET a\r\n"
            let requests = Array(String(repeating: line, count: 20_000).utf8)
            var sent = 0
            var refusals = 0
            // Each answer to the other is a turn in which the server could have read more.
            while refusals < 100, sent < 64 << 20 {
                let count = deaf.sendSome(requests[(sent % line.utf8.count)...])
                sent += count
                refusals = count == 0 ? refusals + 1 : 0
                #expect(other.isServed())
            }
            // The rest is in the buffers of the system. To answer it would take 100 kB per request.
            #expect(refusals == 100)
            #expect(sent < 32 << 20)
        }
    }

    @Test("A million requests before the first reply is read are answered")
    func million() async throws {
        try await withServer { server in
            let eager = try RawClient(port: server.port)
            let portion = String(repeating: "PING\r\n", count: 10_000)
            for _ in 0..<100 { #expect(eager.send(portion) == portion.utf8.count) }
            let other = try RawClient(port: server.port)
            #expect(other.isServed())
            let reply = String(repeating: "+PONG\r\n", count: 10_000)
            for _ in 0..<100 { #expect(eager.receives(reply)) }
        }
    }

    @Test("client-output-buffer-limit cuts off who does not read replies")
    func outputLimit() async throws {
        try await withServer { server in
            let other = try RawClient(port: server.port)
            other.send(RawClient.request("SET", "a", Self.hundredKilobytes))
            other.send(
                RawClient.request("CONFIG", "SET", "client-output-buffer-limit", "normal 1mb 0 0")
            )
            #expect(other.receives("+OK\r\n+OK\r\n"))
            let limits = "normal 1048576 0 0 slave 268435456 67108864 60 pubsub 33554432 8388608 60"
            other.send("CONFIG GET client-output-buffer-limit\r\n")
            #expect(other.receives("*2\r\n$26\r\nclient-output-buffer-limit\r\n"))
            #expect(other.receives("$\(limits.utf8.count)\r\n\(limits)\r\n"))
            let deaf = try RawClient(port: server.port, receiveBuffer: 4096)
            deaf.send(String(repeating: "GET a\r\n", count: 1000))
            #expect(other.waitsUntilClients(atMost: 1))
            #expect(deaf.drain() < 50_000_000)
        }
    }

    @Test("Messages of one transaction do not pile up for who listens and does not read")
    func flood() async throws {
        try await withServer { server in
            let speaker = try RawClient(port: server.port)
            speaker.send(
                RawClient.request("CONFIG", "SET", "client-output-buffer-limit", "pubsub 1mb 0 0")
            )
            #expect(speaker.receives("+OK\r\n"))
            let listeners = try (0..<3).map { _ in
                let listener = try RawClient(port: server.port, receiveBuffer: 4096)
                listener.send("SUBSCRIBE c\r\n")
                #expect(listener.receives("*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n"))
                return listener
            }
            speaker.send("MULTI\r\n")
            let publish = RawClient.request("PUBLISH", "c", Self.hundredKilobytes)
            for _ in 0..<50 { speaker.send(publish) }
            speaker.send("EXEC\r\n")
            #expect(speaker.receives("+OK\r\n" + String(repeating: "+QUEUED\r\n", count: 50)))
            #expect(speaker.receives("*50\r\n" + String(repeating: ":3\r\n", count: 50)))
            #expect(speaker.waitsUntilClients(atMost: 1))
            for listener in listeners { #expect(listener.drain() < 5_000_000) }
        }
    }

    @Test("A client that was killed is gone, also when it does not read")
    func killed() async throws {
        try await withServer { server in
            let other = try RawClient(port: server.port)
            other.send(RawClient.request("SET", "a", Self.hundredKilobytes))
            #expect(other.receives("+OK\r\n"))
            let deaf = try RawClient(port: server.port, receiveBuffer: 4096)
            deaf.send(String(repeating: "GET a\r\n", count: 1000))
            #expect(other.isServed())
            other.send("CLIENT KILL TYPE normal SKIPME yes\r\n")
            #expect(other.receives(":1\r\n"))
            #expect(other.waitsUntilClients(atMost: 1))
            #expect(deaf.drain() < 100_000_000)
        }
    }

    @Test("Requests that are never finished wait beside those of others")
    func halfWritten() async throws {
        try await withServer { server in
            let other = try RawClient(port: server.port)
            let half =
                "*3\r\n$3\r\nSET\r\n$1\r\nb\r\n$1000000\r\n" + Self.hundredKilobytes
            let clients = try (0..<200).map { _ in
                let client = try RawClient(port: server.port)
                client.send(half)
                return client
            }
            #expect(other.isServed())
            #expect(other.bulk("EXISTS b\r\n") == ":0\r\n")
            // One of them finishes after all.
            clients[0].send(String(repeating: "x", count: 900_000) + "\r\n")
            #expect(clients[0].receives("+OK\r\n"))
        }
    }

    @Test("client-query-buffer-limit ends who sends more than it, unfinished or in a transaction")
    func queryLimit() async throws {
        try await withServer { server in
            let other = try RawClient(port: server.port)
            other.send("CONFIG SET client-query-buffer-limit 1048576\r\n")
            #expect(other.receives("+OK\r\n"))
            let greedy = try (0..<20).map { _ in try RawClient(port: server.port) }
            for client in greedy {
                client.send("*3\r\n$3\r\nSET\r\n$1\r\nb\r\n$10000000\r\n")
                for _ in 0..<12 { client.send(Self.hundredKilobytes) }
            }
            #expect(other.waitsUntilClients(atMost: 1))
            for client in greedy { #expect(client.drain() == 0) }
            other.send("MULTI\r\n")
            let set = RawClient.request("SET", "b", Self.hundredKilobytes)
            for _ in 0..<11 { other.send(set) }
            other.send("EXEC\r\n")
            #expect(other.receives("+OK\r\n" + String(repeating: "+QUEUED\r\n", count: 10)))
            #expect(
                other.receives("-ERR Transaction is larger than client-query-buffer-limit\r\n")
            )
            #expect(
                other.receives(
                    "-EXECABORT Transaction discarded because of previous errors.\r\n"
                )
            )
        }
    }

    @Test("Clients that send nothing leave a place for others when they go")
    func idle() async throws {
        try await withServer { server in
            let first = try RawClient(port: server.port)
            first.send("CONFIG SET maxclients 200\r\n")
            #expect(first.receives("+OK\r\n"))
            var idle = try (0..<199).map { _ in try RawClient(port: server.port) }
            #expect(first.isServed())
            let refused = try RawClient(port: server.port)
            #expect(refused.receives("-ERR max number of clients reached\r\n"))
            idle.removeAll()
            #expect(first.waitsUntilClients(atMost: 1))
            let welcome = try RawClient(port: server.port)
            #expect(welcome.isServed())
        }
    }
}
