import MemoryBackend
import RedisBackend
import StdnetBackend
import StdnetTesting
import Testing

/// What commands are tried on: what both backends know, on both.
enum TestedBackend: String, CaseIterable, CustomTestStringConvertible {
    case memory, redis

    var testDescription: String { "on \(rawValue)" }

    /// Lends an empty backend.
    func callAsFunction(_ body: (any Backend) async throws -> Void) async throws {
        switch self {
        case .memory: try await body(MemoryBackend())
        case .redis:
            try await withRedisServer { server in
                let backend = try await RedisBackend.connect(to: ConnectionString(server.url))
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
