internal import StdnetBackend

/// Where a connection goes, of the places that this backend can reach.
enum ConnectionTarget: Sendable, Equatable {
    case host(String, port: Int)
    case unixSocket(path: String)

    /// Reads what a connection string asks for.
    ///
    /// - Throws: ``BackendError/invalidRequest(_:)`` for what is not offered, rather than to connect
    ///   in another way than was asked for.
    init(_ string: ConnectionString) throws(BackendError) {
        switch string.location {
        case .server(let endpoint, tls: false):
            self = .host(endpoint.host, port: endpoint.port)
        case .unixSocket(let path): self = .unixSocket(path: path)
        case .server(_, tls: true): throw Self.unsupported("rediss:// (TLS)")
        case .sentinel: throw Self.unsupported("redis+sentinel://")
        case .cluster: throw Self.unsupported("redis+cluster://")
        case .memory: throw Self.unsupported("memory://")
        }
        guard string.protocolVersion == 2 else { throw Self.unsupported("protocol=3") }
        guard (string.poolSize ?? 1) == 1 else { throw Self.unsupported("a pool of connections") }
    }

    /// The target as errors and logs name it.
    var address: String {
        switch self {
        case .host(let host, let port):
            ConnectionString.Endpoint(host: host, port: port).description
        case .unixSocket(let path): path
        }
    }

    private static func unsupported(_ what: String) -> BackendError {
        .invalidRequest(
            "connection string: the Redis backend does not offer \(what); "
                + "it connects by redis://host:port/db or redis+unix:///path?db=, "
                + "with one connection and protocol 2"
        )
    }
}
