/// Where a database is and how to reach it, read from one URL.
///
/// `redis://[user:password@]host[:port][/db][?parameters]`, `rediss://` for TLS,
/// `redis+unix:///path`, `redis+sentinel://h1,h2/master/db`, `redis+cluster://h1,h2`,
/// `memory://[name]`, `sqlite:///path` for a snapshot. Parsing also validates; see ``Parameter`` for what may follow the `?`.
public struct ConnectionString: Sendable, Equatable {
    /// A host and its port.
    public struct Endpoint: Sendable, Equatable, CustomStringConvertible {
        /// A name or an address; an IPv6 address without its brackets.
        public let host: String
        /// A TCP port.
        public let port: Int

        /// Makes an endpoint.
        public init(host: String, port: Int) {
            self.host = host
            self.port = port
        }

        /// The host and the port as a URL has them.
        public var description: String {
            host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
        }
    }

    /// Who is at the other end.
    public enum Location: Sendable, Equatable {
        /// A server by TCP, with TLS or without.
        case server(Endpoint, tls: Bool)
        /// A server by a Unix socket.
        case unixSocket(path: String)
        /// The master of this name, as the sentinels know it.
        case sentinel([Endpoint], master: String)
        /// A cluster, known by some of its nodes.
        case cluster([Endpoint])
        /// The memory backend; one with a name is shared by those who name it.
        case memory(name: String?)
        /// A full snapshot, which is only read.
        case snapshot(path: String)
    }

    /// Who is at the other end.
    public internal(set) var location: Location
    /// The user of the server's access control list; nil is the default user.
    public internal(set) var user: String?
    /// The password; never part of ``description``, nor of what `dump` shows.
    public internal(set) var password: String? {
        get { secret?.text }
        set { secret = newValue.map { Secret($0) } }
    }
    private var secret: Secret?
    /// The number of the database.
    public internal(set) var database = 0
    /// What all keys start with.
    public internal(set) var namespace = ""
    /// The limit for connecting and for each reply; nil is no limit.
    public internal(set) var timeout: Duration? = .seconds(10)
    /// How many shared connections; nil is the backend's own choice.
    public internal(set) var poolSize: Int?
    /// The name that the connections give themselves.
    public internal(set) var clientName: String?
    /// 2 or 3.
    public package(set) var protocolVersion = 2
    /// What TLS needs to know.
    public internal(set) var tls = TLSFiles()

    /// What TLS needs to know.
    public struct TLSFiles: Sendable, Equatable {
        /// A file of trusted certificates; nil is the system's.
        public internal(set) var authorities: String?
        /// A file with the client's certificate.
        public internal(set) var certificate: String?
        /// A file with the client's private key.
        public internal(set) var privateKey: String?
        /// Whether the server's certificate is checked.
        public internal(set) var verifiesServer = true
    }
}

/// A text that reflection does not show: there it is a function.
private struct Secret: Sendable, Equatable {
    private let reveal: @Sendable () -> String

    init(_ text: String) { reveal = { text } }

    var text: String { reveal() }

    static func == (left: Secret, right: Secret) -> Bool { left.text == right.text }
}

extension ConnectionString: CustomStringConvertible {
    /// The location and the database; neither user nor password.
    public var description: String {
        let list = { (endpoints: [Endpoint]) in
            endpoints.map(\.description).joined(separator: ",")
        }
        return switch location {
        case .server(let endpoint, let tls): "\(tls ? "rediss" : "redis")://\(endpoint)/\(database)"
        case .unixSocket(let path): "redis+unix://\(path)?db=\(database)"
        case .sentinel(let hosts, let master):
            "redis+sentinel://\(list(hosts))/\(master)/\(database)"
        case .cluster(let hosts): "redis+cluster://\(list(hosts))"
        case .memory(let name): "memory://\(name ?? "")"
        case .snapshot(let path): "sqlite://\(path)?db=\(database)"
        }
    }
}
