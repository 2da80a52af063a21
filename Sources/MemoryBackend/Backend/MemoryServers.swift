public import StdnetBackend
import Synchronization

/// Servers in process by name: whoever opens `memory://name` here shares the data of that name.
///
/// ```swift
/// let servers = MemoryServers()
/// let first = try servers.open("memory://shop")
/// let second = try servers.open("memory://shop?db=1")
/// ```
///
/// A name means something only within one `MemoryServers`: nothing is global.
public final class MemoryServers: Sendable {
    private let servers = Mutex<[String: MemoryServer]>([:])
    private let make: @Sendable () -> MemoryServer

    /// Makes a place where names mean something.
    ///
    /// - Parameter make: Makes the server of a name, or of a string without one.
    public init(_ make: @escaping @Sendable () -> MemoryServer = { MemoryServer() }) {
        self.make = make
    }

    /// A backend for a connection string: isolated when it has no name.
    ///
    /// - Throws: ``BackendError/invalidRequest(_:)`` for a string that is not of the form
    ///   `memory://[name][?db=n]`.
    public func open(_ string: ConnectionString) throws(BackendError) -> MemoryBackend {
        guard case .memory(let name) = string.location else {
            throw .invalidRequest("connection string: '\(string)' is not memory://")
        }
        guard 0..<Keyspace.databaseCount ~= string.database else {
            throw .invalidRequest(
                "connection string: database \(string.database) is not one of 0 to "
                    + "\(Keyspace.databaseCount - 1)"
            )
        }
        guard let name else { return MemoryBackend(on: make(), database: string.database) }
        let server = servers.withLock { servers in
            if let known = servers[name] { return known }
            let server = make()
            servers[name] = server
            return server
        }
        return MemoryBackend(on: server, database: string.database)
    }

    /// A backend for a text such as `memory://shop`.
    ///
    /// - Throws: as the method that takes a ``ConnectionString``, and for a text that is none.
    public func open(_ text: String) throws(BackendError) -> MemoryBackend {
        try open(try ConnectionString(text))
    }
}
