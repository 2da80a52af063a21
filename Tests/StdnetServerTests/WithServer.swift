import MemoryBackend
import StdnetServer
import Testing

/// Lends a server that listens on a port of its own.
func withServer(
    _ memory: MemoryServer = MemoryServer(),
    password: String? = nil,
    threads: Int = 1,
    _ body: (RESPServer) async throws -> Void
) async throws {
    let server = try await RESPServer.start(memory, port: 0, password: password, threads: threads)
    do {
        try await body(server)
    } catch {
        await server.close()
        throw error
    }
    await server.close()
}

extension RawClient {
    /// Whether the server still answers.
    func isServed() -> Bool {
        send("PING\r\n")
        return receives("+PONG\r\n")
    }

    /// A request of whole words, as clients send it.
    static func request(_ words: String...) -> String {
        words.reduce("*\(words.count)\r\n") { $0 + "$\($1.utf8.count)\r\n\($1)\r\n" }
    }

    /// The reply to a request when that is a bulk string.
    func bulk(_ request: String) -> String {
        send(request)
        var head = ""
        while !head.hasSuffix("\r\n") {
            let byte = receive(1)
            guard !byte.isEmpty else { return "" }
            head += byte
        }
        guard head.hasPrefix("$"), let count = Int(head.dropFirst().dropLast(1)), count >= 0
        else { return head }
        return String(receive(count + 2).dropLast(1))
    }

    /// Waits until there are no more clients than so many.
    func waitsUntilClients(atMost count: Int) -> Bool {
        for _ in 0..<20_000 {
            let line = bulk("INFO clients\r\n").split(whereSeparator: \.isNewline)
                .first { $0.hasPrefix("connected_clients:") }
            if let line, let found = Int(line.dropFirst(18)), found <= count { return true }
        }
        return false
    }
}
