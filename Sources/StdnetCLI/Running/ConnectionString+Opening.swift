internal import MemoryBackend
internal import RedisBackend
internal import StdnetBackend

extension ConnectionString {
    /// Opens the backend that the string asks for: the one place that knows which there are.
    func open() async throws(BackendError) -> any Backend {
        switch location {
        case .memory: return try MemoryServers().open(self)
        case .server, .unixSocket: return try await RedisBackend.connect(to: self)
        case .sentinel, .cluster:
            throw .invalidRequest(
                "'\(scheme)://' is not supported in this version: "
                    + "use redis://, rediss://, redis+unix:// or memory://"
            )
        }
    }

    private var scheme: String {
        switch location {
        case .memory: "memory"
        case .server(_, let tls): tls ? "rediss" : "redis"
        case .unixSocket: "redis+unix"
        case .sentinel: "redis+sentinel"
        case .cluster: "redis+cluster"
        }
    }
}
