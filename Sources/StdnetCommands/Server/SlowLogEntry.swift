public import StdnetBackend

/// A command that took long.
public struct SlowLogEntry: Sendable, Hashable, ReplyDecodable {
    /// The number of the entry.
    public let id: Int
    /// When the command ran, in seconds since 1970.
    public let time: Int
    /// How long it ran.
    public let duration: Duration
    /// The words of the command; the server shortens those that are long or many.
    public let command: [String]
    /// Where the connection came from.
    public let address: String
    /// The name of the connection; empty when it had none.
    public let client: String

    /// Reads the parts of an entry.
    public init(reply: Reply) throws(BackendError) {
        let parts = try reply.elements(atLeast: 6)
        id = try parts[0].decode()
        time = try parts[1].decode()
        duration = .microseconds(try parts[2].decode(as: Int.self))
        command = try parts[3].decode()
        address = try parts[4].decode()
        client = try parts[5].decode()
    }
}
