public import StdnetBackend

extension RedisBackend: KeyspaceReplicating {
    /// Asks the server for all that it holds, on a connection of its own.
    ///
    /// The limit for a reply is how long the server may be silent; one that prepares the file gives a
    /// sign each second.
    public func replicate() async throws(BackendError) -> any ReplicationStream {
        let connection = try await connector.speakingTwo.connect()
        do throws(BackendError) {
            return try await RedisReplicationStream(connection, limit: connector.string.timeout)
        } catch {
            connection.abort()
            throw error
        }
    }
}
