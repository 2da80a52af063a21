/// A backend whose server can give all that it holds, of one instant, as it would to a replica.
public protocol KeyspaceReplicating: Backend {
    /// Asks the server for an RDB file of all its databases, and waits until the file begins.
    ///
    /// The server makes a copy of itself for that, by a fork: this may take seconds, and the data may
    /// need memory twice where they are written meanwhile.
    ///
    /// - Throws: ``BackendError``; ``BackendError/server(code:message:)`` where the server, or its
    ///   access control list, does not allow it.
    func replicate() async throws(BackendError) -> any ReplicationStream
}

/// An RDB file on its way.
///
/// It comes no faster than it is asked for. Whoever does not read it to its end closes it.
public protocol ReplicationStream: Sendable {
    /// Which instant it is of; nil from servers before Redis 2.8.
    var position: ReplicationPosition? { get }
    /// How many bytes there will be; nil where the server does not know it yet.
    var size: Int? { get }

    /// Waits for the next bytes; nil when all were there.
    func next() async throws(BackendError) -> Bytes?

    /// Ends the connection; what is there already may still be read.
    func close()
}

/// An instant of a server, in the history of its writes.
public struct ReplicationPosition: Sendable, Equatable {
    /// The name of the history: it changes when the server starts anew without its data.
    public let id: String
    /// How many bytes of writes came before.
    public let offset: Int

    /// Makes a position.
    public init(id: String, offset: Int) {
        self.id = id
        self.offset = offset
    }
}
