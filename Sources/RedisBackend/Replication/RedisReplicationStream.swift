internal import NIOCore
internal import StdnetBackend
internal import Synchronization

/// The RDB file that a server sends to its replicas, read from a connection of its own.
final class RedisReplicationStream: ReplicationStream {
    private let connection: RawConnection
    private let sync: Mutex<FullSync>
    let position: ReplicationPosition?
    let size: Int?

    /// Asks for the file and waits until it begins: by PSYNC, and by SYNC where that is not known.
    init(_ connection: RedisConnection, limit: Duration?) async throws(BackendError) {
        try await Self.introduce(connection, limit: limit)
        let raw = try await RawConnection(takingOver: connection, limit: limit)
        do throws(BackendError) {
            var sync: FullSync
            do throws(BackendError) {
                sync = try await Self.request(["PSYNC", "?", "-1"], on: raw)
            } catch .server(code: "ERR", let message) where message.isUnknownCommand {
                sync = try await Self.request(["SYNC"], on: raw)
            }
            (position, size) = (sync.position, sync.size)
            self.sync = Mutex(sync)
        } catch {
            raw.close()
            throw error
        }
        self.connection = raw
    }

    deinit { connection.close() }

    /// Says what is understood, and that nothing is wanted after the file; older servers know less,
    /// and do without.
    private static func introduce(
        _ connection: RedisConnection,
        limit: Duration?
    ) async throws(BackendError) {
        var batch = CommandBatch()
        for vector: Arguments in [
            ["REPLCONF", "capa", "eof", "capa", "psync2"], ["REPLCONF", "rdb-only", "1"],
        ] {
            batch.append { $0.append(contentsOf: vector) }
        }
        let deadline = limit.map { CallQueue.Deadline(after: $0) }
        if let failure = await connection.call(batch, by: deadline).failure { throw failure }
    }

    private static func request(
        _ words: [String],
        on connection: RawConnection
    ) async throws(BackendError) -> FullSync {
        connection.send(words)
        var sync = FullSync(address: connection.address)
        while try !sync.readLines() { sync.feed(try await connection.next()) }
        return sync
    }

    func next() async throws(BackendError) -> Bytes? {
        while true {
            if let piece = sync.withLock({ $0.nextPiece() }) { return piece }
            if sync.withLock({ $0.isDone }) {
                close()
                return nil
            }
            let bytes = try await connection.next()
            sync.withLock { $0.feed(bytes) }
        }
    }

    func close() { connection.close() }
}

extension String {
    fileprivate var isUnknownCommand: Bool { lowercased().hasPrefix("unknown command") }
}
