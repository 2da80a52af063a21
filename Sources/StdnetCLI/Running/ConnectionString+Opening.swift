internal import MemoryBackend
internal import RedisBackend
internal import SnapshotBackend
internal import StdnetBackend

extension ConnectionString {
    /// Opens the backend that the string asks for: the one place that knows which there are.
    func open() async throws(BackendError) -> any Backend {
        switch location {
        case .memory: return try MemoryServers().open(self)
        case .snapshot(let path): return try SnapshotBackend(path: path, database: database)
        case .server, .unixSocket: return try await RedisBackend.connect(to: self)
        case .sentinel, .cluster:
            throw .invalidRequest(
                "'\(scheme)://' is not supported in this version: "
                    + "use redis://, rediss://, redis+unix://, memory:// or sqlite://"
            )
        }
    }

    private var scheme: String {
        switch location {
        case .memory: "memory"
        case .snapshot: "sqlite"
        case .server(_, let tls): tls ? "rediss" : "redis"
        case .unixSocket: "redis+unix"
        case .sentinel: "redis+sentinel"
        case .cluster: "redis+cluster"
        }
    }
}
