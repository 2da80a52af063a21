public import StdnetBackend

/// What a user of a server may do.
public struct ACLUser: Sendable, Hashable, ReplyDecodable {
    /// Words such as `on` and `nopass`.
    public let flags: Set<String>
    /// How many passwords the user has; what they are hashed to is left on the server.
    public let passwordCount: Int
    /// The rules of commands, such as `-@all +get`.
    public let commands: String
    /// The rules of keys, such as `~cache:*`.
    public let keys: String
    /// The rules of channels, such as `&news`.
    public let channels: String

    /// Whether the user may authenticate.
    public var isEnabled: Bool { flags.contains("on") }

    /// Reads the fields of ACL GETUSER.
    public init(reply: Reply) throws(BackendError) {
        let fields = try ReplyFields(reply)
        flags = try fields.decode("flags")
        passwordCount = try fields.decode("passwords", as: [Reply].self).count
        commands = try fields.decode("commands")
        keys = try fields.decode("keys")
        channels = try fields.decode("channels")
    }
}

/// Something that a user was not allowed to do.
public struct ACLLogEntry: Sendable, Hashable, ReplyDecodable {
    /// How often it was tried.
    public let count: Int
    /// `auth`, `command`, `key` or `channel`.
    public let reason: String
    /// Where it was tried, such as `toplevel`, `multi` or `lua`.
    public let context: String
    /// The command, the key or the channel that was refused.
    public let object: String
    /// Who tried it.
    public let user: String
    /// How long ago it was tried.
    public let age: Duration
    /// The connection that it was tried over.
    public let client: ClientInfo?

    /// Reads the fields of one element of ACL LOG.
    public init(reply: Reply) throws(BackendError) {
        let fields = try ReplyFields(reply)
        count = try fields.decode("count")
        reason = try fields.decode("reason")
        context = try fields.decode("context")
        object = try fields.decode("object")
        user = try fields.decode("username")
        age = .seconds(try fields.decode("age-seconds", as: Double.self))
        client = ClientInfo(parsing: try fields.decode("client-info", as: String.self))
    }
}
