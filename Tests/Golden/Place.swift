import MemoryBackend
import RedisBackend
import StdnetODM
import StdnetTesting

/// Where a scenario is played.
enum Place: CaseIterable, Sendable {
    case memory, redis

    /// Gives a test an empty backend of its own.
    func withBackend(_ body: (any Backend) async throws -> Void) async throws {
        guard self == .redis else { return try await body(MemoryBackend()) }
        try await withRedisServer { server in
            let redis = try await RedisBackend.connect(to: server.url)
            do { try await body(redis) } catch {
                await redis.close()
                throw error
            }
            await redis.close()
        }
    }
}
