public import StdnetBackend

/// What a server tells of a connection.
public struct ClientInfo: Sendable, Hashable {
    /// Everything that the server tells, by the names that it gives it.
    public let fields: [String: String]
    /// The number of the connection.
    public let id: Int

    /// Where the connection comes from, such as `127.0.0.1:60332`.
    public var address: String { fields["addr"] ?? "" }
    /// The address of the server that it came to.
    public var localAddress: String { fields["laddr"] ?? "" }
    /// The name that the client gave the connection; empty when it has none.
    public var name: String { fields["name"] ?? "" }
    /// The user that it authenticated as.
    public var user: String { fields["user"] ?? "" }
    /// How long the connection has been there.
    public var age: Duration { .seconds(integer("age") ?? 0) }
    /// How long nothing has come over the connection.
    public var idle: Duration { .seconds(integer("idle") ?? 0) }
    /// Letters that say what kind of connection it is, such as `N`.
    public var flags: String { fields["flags"] ?? "" }
    /// The number of its database.
    public var database: Int { integer("db") ?? 0 }
    /// How many channels it is subscribed to.
    public var channels: Int { integer("sub") ?? 0 }
    /// How many patterns it is subscribed to.
    public var patterns: Int { integer("psub") ?? 0 }
    /// The command that it called last.
    public var lastCommand: String { fields["cmd"] ?? "" }

    /// The value of a field when it is a whole number.
    public func integer(_ name: String) -> Int? { fields[name].flatMap { Int($0) } }
}

extension ClientInfo {
    /// Reads words `name=value`; nil when there is no number of a connection among them.
    public init?(parsing line: some StringProtocol) {
        var fields: [String: String] = [:]
        for word in line.split(whereSeparator: \.isWhitespace) {
            guard let (name, value) = word.pair(around: "=") else { continue }
            fields[name] = value
        }
        guard let id = fields["id"].flatMap({ Int($0) }) else { return nil }
        self.fields = fields
        self.id = id
    }

    /// Reads one connection for each line.
    static func all(in reply: Reply) throws(BackendError) -> [ClientInfo] {
        try reply.decode(as: String.self).split(whereSeparator: \.isNewline)
            .compactMap { ClientInfo(parsing: $0) }
    }
}

extension ClientInfo: ReplyDecodable {
    /// Reads the line of CLIENT INFO.
    public init(reply: Reply) throws(BackendError) {
        guard let info = ClientInfo(parsing: try reply.decode(as: String.self)) else {
            throw reply.mismatch("a connection")
        }
        self = info
    }
}

/// How a connection tracks the keys that it reads.
public struct TrackingInfo: Sendable, Hashable, ReplyDecodable {
    /// Words such as `on`, `off` and `bcast`.
    public let flags: Set<String>
    /// The connection that invalidations go to; nil when tracking is off, 0 when it is this one.
    public let redirect: Int?
    /// The prefixes of keys whose changes are told.
    public let prefixes: [String]

    /// Reads the fields of CLIENT TRACKINGINFO.
    public init(reply: Reply) throws(BackendError) {
        let fields = try ReplyFields(reply)
        flags = try fields.decode("flags")
        let redirect: Int = try fields.decode("redirect")
        self.redirect = redirect < 0 ? nil : redirect
        prefixes = try fields.decode("prefixes")
    }
}
