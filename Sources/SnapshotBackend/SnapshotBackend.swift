import MemoryBackend
import SQLiteSnapshot
public import StdnetBackend

/// A full snapshot as a backend that is only read: the same queries run offline.
///
/// ```swift
/// let archive = try SnapshotBackend(path: "/data/shop.sqlite")
/// let database = try Database(archive, namespace: "shop:", models: Order.self)
/// let open = try await database.fetch(Order.filter { $0.isOpen })
/// ```
///
/// Keys are read from the file when a command names them, and the memory backend runs the commands
/// and the scripts on them; about 64 MiB of keys are kept. What looks at every key, such as SCAN, has
/// all of them in memory, and SORT those that its patterns stand for. Time stands still: the keys are
/// those of the moment at which the export began.
///
/// Whatever writes is refused as a replica refuses it, with
/// ``BackendError/server(code:message:)`` and the code `READONLY`, but for temporary keys of queries;
/// the file stays as it is.
public struct SnapshotBackend: Backend {
    private let memory: MemoryBackend

    /// Opens a snapshot of level full.
    ///
    /// - Parameters:
    ///   - path: The file.
    ///   - database: The number of the database whose keys are meant.
    /// - Throws: ``BackendError/invalidRequest(_:)`` for any other file.
    public init(path: String, database: Int = 0) throws(BackendError) {
        let archive = try SnapshotArchive(path: path)
        let server = MemoryServer(
            archive: archive,
            clock: StillClock(milliseconds: archive.milliseconds)
        )
        memory = MemoryBackend(on: server, database: database)
    }

    /// Runs commands that read; see ``Backend/execute(_:)``.
    public func execute(_ batch: CommandBatch) async throws(BackendError) -> [Reply] {
        try await memory.execute(batch)
    }

    /// Runs a command that reads.
    public func reply(to batch: CommandBatch) async throws(BackendError) -> Reply {
        try await memory.reply(to: batch)
    }

    /// Refuses everything that comes after.
    public func close() async { await memory.close() }
}
