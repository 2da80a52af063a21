import StdnetServer
import Testing

@Suite("Bytes that nobody should send", .serialized, .timeLimit(.minutes(2)))
struct HostileBytesTests {
    private static let valid =
        RawClient.request("SET", "key", "some value") + "GET key\r\n"
        + RawClient.request("MULTI") + RawClient.request("RPUSH", "list", "a", "b")
        + RawClient.request("EXEC") + "ECHO \"a\\x41\" 'b'\r\n"

    /// Sends bytes and nothing more, and reads what the server has to say until it ends the
    /// connection.
    private func offend(_ server: RESPServer, _ bytes: [UInt8]) throws {
        let client = try RawClient(port: server.port)
        client.send(bytes)
        client.endInput()
        _ = client.drain()
    }

    @Test("Requests that end anywhere, and go on with something else")
    func cuts() async throws {
        try await withServer { server in
            let other = try RawClient(port: server.port)
            let valid = Array(Self.valid.utf8)
            var random = TestGenerator(1)
            for cut in 0...valid.count {
                try offend(server, Array(valid[..<cut]))
                let garbage = (0..<40).map { _ in UInt8(random.below(256)) }
                try offend(server, valid[..<cut] + garbage)
                #expect(other.isServed(), "cut at \(cut)")
            }
            #expect(other.waitsUntilClients(atMost: 1))
        }
    }

    @Test("Random bytes, and requests with some bytes changed", arguments: UInt64(1)...8)
    func random(_ seed: UInt64) async throws {
        try await withServer { server in
            let other = try RawClient(port: server.port)
            var random = TestGenerator(seed)
            let alphabet = Array("*$\r\n0123456789-+ \"'\\x".utf8) + Array("getSETping".utf8)
            for _ in 0..<60 {
                var bytes: [UInt8]
                switch random.below(3) {
                case 0: bytes = (0..<random.below(3000)).map { _ in UInt8(random.below(256)) }
                case 1:
                    bytes = (0..<random.below(3000)).map { _ in
                        alphabet[random.below(alphabet.count)]
                    }
                default:
                    bytes = Array(Self.valid.utf8)
                    for _ in 0...random.below(4) {
                        bytes[random.below(bytes.count)] = UInt8(random.below(256))
                    }
                }
                try offend(server, bytes)
                #expect(other.isServed())
            }
            #expect(other.waitsUntilClients(atMost: 1))
        }
    }

    @Test(
        "Lengths that nobody has memory for are refused, or waited for without taking any",
        arguments: [
            ("*2147483648\r\n", "-ERR Protocol error: invalid multibulk length\r\n"),
            ("*9223372036854775808\r\n", "-ERR Protocol error: invalid multibulk length\r\n"),
            ("*-9223372036854775809\r\n", "-ERR Protocol error: invalid multibulk length\r\n"),
            ("*1\r\n$2147483647\r\n", "-ERR Protocol error: invalid bulk length\r\n"),
            ("*1\r\n$-1\r\n", "-ERR Protocol error: invalid bulk length\r\n"),
            ("*1\r\n$-9223372036854775808\r\n", "-ERR Protocol error: invalid bulk length\r\n"),
            ("*1\r\n$18446744073709551617\r\n", "-ERR Protocol error: invalid bulk length\r\n"),
            ("*-2147483648\r\nPING\r\n", "+PONG\r\n"),
            ("*2147483647\r\n$4\r\nPING\r\n", ""),
            ("*2\r\n$4\r\nECHO\r\n$536870912\r\nonly this", ""),
        ]
    )
    func lengths(request: String, reply: String) async throws {
        try await withServer { server in
            let other = try RawClient(port: server.port)
            let clients = try (0..<100).map { _ in try RawClient(port: server.port) }
            for client in clients { client.send(request) }
            for client in clients { #expect(client.receives(reply)) }
            #expect(other.isServed())
        }
    }

    @Test("Brackets and quotes without an end stay text")
    func depth() async throws {
        try await withServer { server in
            let client = try RawClient(port: server.port)
            let nested = String(repeating: "*1\r\n", count: 10_000)
            client.send(nested)
            #expect(client.receives("-ERR Protocol error: expected '$', got '*'\r\n"))
            let other = try RawClient(port: server.port)
            let text = String(repeating: "[", count: 100_000)
            other.send(RawClient.request("ECHO", text))
            #expect(other.receives("$100000\r\n\(text)\r\n"))
            other.send(String(repeating: "MULTI\r\n", count: 1000) + "EXEC\r\n")
            #expect(other.receives("+OK\r\n"))
            let refusal = "-ERR MULTI calls can not be nested\r\n"
            #expect(other.receives(String(repeating: refusal, count: 999)))
            #expect(other.receives("*0\r\n"))
        }
    }
}
