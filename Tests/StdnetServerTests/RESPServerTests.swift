import MemoryBackend
import StdnetServer
import Testing

@Suite("A server for clients of Redis", .serialized, .timeLimit(.minutes(2)))
struct RESPServerTests {
    @Test("Answers a pipeline in order, in whatever pieces it comes")
    func pipeline() async throws {
        try await withServer { server in
            let client = try RawClient(port: server.port)
            let request = "SET a 1\r\nINCR a\r\n*2\r\n$3\r\nGET\r\n$1\r\na\r\nPING\r\n"
            for byte in request.utf8 { client.send([byte]) }
            #expect(client.receives("+OK\r\n:2\r\n$1\r\n2\r\n+PONG\r\n"))
        }
    }

    @Test("Runs what came before a request that can't be understood, says so and ends")
    func protocolError() async throws {
        try await withServer { server in
            let client = try RawClient(port: server.port)
            client.send("PING\r\n*1\r\n+1\r\nPING\r\n")
            #expect(client.receives("+PONG\r\n-ERR Protocol error: expected '$', got '+'\r\n"))
            #expect(client.drain() == 0)
        }
    }

    @Test("Holds back what follows a command that waits", arguments: [1, 2])
    func waiting(_ threads: Int) async throws {
        try await withServer(threads: threads) { server in
            let waiting = try RawClient(port: server.port)
            waiting.send("ECHO a\r\nBLPOP list 0\r\nECHO b\r\nBLPOP list 0\r\nECHO c\r\n")
            #expect(waiting.receives("$1\r\na\r\n"))
            let other = try RawClient(port: server.port)
            other.send("RPUSH list 1\r\n")
            #expect(other.receives(":1\r\n"))
            #expect(waiting.receives("*2\r\n$4\r\nlist\r\n$1\r\n1\r\n$1\r\nb\r\n"))
            other.send("RPUSH list 2 3\r\nLLEN list\r\n")
            #expect(waiting.receives("*2\r\n$4\r\nlist\r\n$1\r\n2\r\n$1\r\nc\r\n"))
            #expect(other.receives(":2\r\n:1\r\n"))
        }
    }

    @Test("No message comes after the end of a subscription", arguments: [1, 2])
    func messageOrder(_ threads: Int) async throws {
        try await withServer(threads: threads) { server in
            let listener = try RawClient(port: server.port)
            let speaker = try RawClient(port: server.port)
            let message = "*3\r\n$7\r\nmessage\r\n$1\r\nc\r\n$1\r\nm\r\n"
            let end = "*3\r\n$11\r\nunsubscribe\r\n$1\r\nc\r\n:0\r\n"
            for _ in 0..<200 {
                listener.send("SUBSCRIBE c\r\n")
                #expect(listener.receives("*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n"))
                speaker.send("PUBLISH c m\r\n")
                listener.send("UNSUBSCRIBE c\r\n")
                let heard = speaker.receive(4) == ":1\r\n"
                #expect(listener.receives(heard ? message + end : end))
            }
        }
    }

    @Test("A client that never reads holds no more than its share, and others go on")
    func neverReads() async throws {
        try await withServer { server in
            let writer = try RawClient(port: server.port)
            let value = String(repeating: "x", count: 1 << 20)
            writer.send("*3\r\n$3\r\nSET\r\n$1\r\na\r\n$\(value.utf8.count)\r\n\(value)\r\n")
            #expect(writer.receives("+OK\r\n"))
            let deaf = try RawClient(port: server.port, receiveBuffer: 4096)
            let count = 200
            deaf.send(String(repeating: "GET a\r\n", count: count) + "SET done 1\r\n")
            writer.send("PING\r\nEXISTS done\r\n")
            #expect(writer.receives("+PONG\r\n:0\r\n"))
            // When it reads after all, nothing is missing.
            let reply = "$\(1 << 20)\r\n".utf8.count + (1 << 20) + 2
            var rest = count * reply
            while rest > 0 {
                let piece = deaf.receive(min(rest, 1 << 20)).utf8.count
                guard piece > 0 else { break }
                rest -= piece
            }
            #expect(rest == 0)
            #expect(deaf.receives("+OK\r\n"))
        }
    }

    @Test("Who listens and never reads is cut off")
    func deafListener() async throws {
        try await withServer { server in
            let deaf = try RawClient(port: server.port, receiveBuffer: 4096)
            deaf.send("SUBSCRIBE c\r\n")
            #expect(deaf.receives("*3\r\n$9\r\nsubscribe\r\n$1\r\nc\r\n:1\r\n"))
            let speaker = try RawClient(port: server.port)
            let message = String(repeating: "x", count: 1 << 20)
            var listeners = 1
            var count = 0
            while listeners > 0, count < 200 {
                speaker.send("*3\r\n$7\r\nPUBLISH\r\n$1\r\nc\r\n$\(1 << 20)\r\n\(message)\r\n")
                listeners = speaker.receives(":1\r\n") ? 1 : 0
                count += 1
            }
            #expect(30..<200 ~= count)
        }
    }

    @Test("A password is asked for, and until then requests are short")
    func password() async throws {
        try await withServer(password: "secret") { server in
            let client = try RawClient(port: server.port)
            client.send("GET a\r\nAUTH wrong\r\nAUTH secret\r\n*12\r\n$4\r\nMGET\r\n")
            for _ in 0..<11 { client.send("$1\r\na\r\n") }
            #expect(client.receives("-NOAUTH Authentication required.\r\n"))
            #expect(
                client.receives(
                    "-WRONGPASS invalid username-password pair or user is disabled.\r\n+OK\r\n"
                        + "*11\r\n" + String(repeating: "$-1\r\n", count: 11)
                )
            )
            let other = try RawClient(port: server.port)
            other.send("*11\r\n")
            #expect(other.receives("-ERR Protocol error: unauthenticated multibulk length\r\n"))
            #expect(other.drain() == 0)
        }
    }

    @Test("No more clients than there may be")
    func maxClients() async throws {
        try await withServer { server in
            let first = try RawClient(port: server.port)
            first.send("CONFIG SET maxclients 2\r\n")
            #expect(first.receives("+OK\r\n"))
            let second = try RawClient(port: server.port)
            second.send("PING\r\n")
            #expect(second.receives("+PONG\r\n"))
            let third = try RawClient(port: server.port)
            #expect(third.receives("-ERR max number of clients reached\r\n"))
            #expect(third.drain() == 0)
        }
    }

    @Test("QUIT, CLIENT KILL and SHUTDOWN end connections")
    func ends() async throws {
        try await withServer { server in
            let first = try RawClient(port: server.port)
            first.send("PING\r\nQUIT\r\nPING\r\n")
            #expect(first.receives("+PONG\r\n+OK\r\n"))
            #expect(first.drain() == 0)
            let victim = try RawClient(port: server.port)
            victim.send("CLIENT SETNAME victim\r\nBLPOP nothing 0\r\n")
            #expect(victim.receives("+OK\r\n"))
            let killer = try RawClient(port: server.port)
            killer.send("CLIENT KILL TYPE normal SKIPME yes\r\n")
            #expect(killer.receives(":1\r\n"))
            #expect(victim.drain() == 0)
            killer.send("SHUTDOWN NOSAVE\r\n")
            await server.waitUntilClosed()
            #expect(killer.drain() == 0)
        }
    }
}
