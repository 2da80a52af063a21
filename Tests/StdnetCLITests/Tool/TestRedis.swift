import RedisBackend
import StdnetBackend
import StdnetTesting

/// A connection to the server of a test, for looking at keys.
struct TestRedis {
    let backend: RedisBackend

    init(_ server: RedisServer) async throws {
        backend = try await RedisBackend.connect(to: server.url)
    }

    /// The reply to a command of words.
    func reply(_ words: String...) async throws -> Reply {
        var vector = Arguments()
        for word in words { vector.append(word) }
        return try await backend.run(RawCommand(vector: vector))
    }

    /// The number that a command answers.
    func integer(_ words: String...) async throws -> Int? {
        var vector = Arguments()
        for word in words { vector.append(word) }
        return try await backend.run(RawCommand(vector: vector)).integer
    }

    func close() async { await backend.close() }
}
