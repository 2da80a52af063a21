internal import StdnetBackend

/// Where a connection goes, of the places that this backend can reach.
enum ConnectionTarget: Sendable {
    case host(String, port: Int, TLSSettings?)
    case unixSocket(path: String)

    /// Reads what a connection string asks for.
    ///
    /// - Throws: ``BackendError/invalidRequest(_:)`` for what is not offered, rather than to connect
    ///   in another way than was asked for, and for certificates that can't be used.
    init(_ string: ConnectionString) throws(BackendError) {
        switch string.location {
        case .server(let endpoint, let tls):
            let settings = tls ? try TLSSettings(string.tls, host: endpoint.host) : nil
            self = .host(endpoint.host, port: endpoint.port, settings)
        case .unixSocket(let path): self = .unixSocket(path: path)
        case .sentinel: throw Self.unsupported("redis+sentinel://")
        case .cluster: throw Self.unsupported("redis+cluster://")
        case .memory: throw Self.unsupported("memory://")
        case .snapshot: throw Self.unsupported("sqlite://")
        }
    }

    /// The target as errors and logs name it.
    var address: String {
        switch self {
        case .host(let host, let port, _):
            ConnectionString.Endpoint(host: host, port: port).description
        case .unixSocket(let path): path
        }
    }

    private static func unsupported(_ what: String) -> BackendError {
        .invalidRequest(
            "connection string: the Redis backend does not offer \(what); it connects by "
                + "redis://host:port/db, rediss://host:port/db or redis+unix:///path?db="
        )
    }
}
