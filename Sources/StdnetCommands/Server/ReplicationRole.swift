public import StdnetBackend

/// What part a server plays in replication.
@nonexhaustive
public enum ReplicationRole: Sendable, Hashable {
    /// Others follow this server.
    case master(offset: Int, replicas: [Replica])
    /// This server follows another one.
    case replica(master: String, port: Int, state: String, offset: Int)
    /// This server watches over others, by these names.
    case sentinel(masters: [String])

    /// A server that follows another one.
    public struct Replica: Sendable, Hashable {
        /// The address that it is reached at.
        public let address: String
        /// The port that it is reached at.
        public let port: Int
        /// How far it has acknowledged.
        public let offset: Int
    }
}

extension ReplicationRole: ReplyDecodable {
    /// Reads the role and what belongs to it.
    public init(reply: Reply) throws(BackendError) {
        let parts = try reply.elements(atLeast: 2)
        switch try parts[0].decode(as: String.self) {
        case "master":
            let parts = try reply.elements(atLeast: 3)
            self = .master(offset: try parts[1].decode(), replicas: try parts[2].decode())
        case "slave":
            let parts = try reply.elements(atLeast: 5)
            self = .replica(
                master: try parts[1].decode(),
                port: try parts[2].decode(),
                state: try parts[3].decode(),
                offset: try parts[4].decode()
            )
        case "sentinel": self = .sentinel(masters: try parts[1].decode())
        default: throw parts[0].mismatch("a role")
        }
    }
}

extension ReplicationRole.Replica: ReplyDecodable {
    /// Reads an address, a port and an offset.
    public init(reply: Reply) throws(BackendError) {
        let parts = try reply.elements(atLeast: 3)
        address = try parts[0].decode()
        port = try parts[1].decode()
        offset = try parts[2].decode()
    }
}
