import MemoryBackend
import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

/// What commands are tried on: what both backends know, on both, and on Redis in both protocols.
enum TestedBackend: String, CaseIterable, CustomTestStringConvertible {
    case memory
    case resp2 = "Redis by RESP2"
    case resp3 = "Redis by RESP3"

    /// Where all of Redis is.
    static let servers = [Self.resp2, .resp3]

    var testDescription: String { "on \(rawValue)" }

    /// Lends an empty backend.
    func callAsFunction(_ body: (any Backend) async throws -> Void) async throws {
        switch self {
        case .memory: try await body(MemoryBackend())
        case .resp2, .resp3:
            let parameters = self == .resp3 ? "?protocol=3" : ""
            try await withRedisServer { server in
                let backend = try await RedisBackend.connect(to: server.url + parameters)
                do {
                    try await body(backend)
                } catch {
                    await backend.close()
                    throw error
                }
                await backend.close()
            }
        }
    }
}

extension Command {
    /// The argument vector as one line.
    var spelling: String {
        var arguments = Arguments()
        write(to: &arguments)
        return (0..<arguments.count).map { arguments.text(at: $0) }.joined(separator: " ")
    }
}

extension Reply {
    /// A reply that a closure writes.
    static func made(_ write: (inout ReplyBuilder) -> Void) throws -> Reply {
        var builder = ReplyBuilder()
        write(&builder)
        return try #require(builder.finish().first)
    }
}
