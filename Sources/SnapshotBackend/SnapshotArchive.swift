import MemoryBackend
import SQLiteSnapshot
import StdnetBackend
import Synchronization

/// The keys of a snapshot for the memory backend, one reader at a time.
final class SnapshotArchive: KeyArchiving {
    /// When the export began, in milliseconds since 1970.
    let milliseconds: Int
    private let keys: Mutex<ArchivedKeys>

    init(path: String) throws(BackendError) {
        let keys: ArchivedKeys
        do { keys = try ArchivedKeys(path: path) } catch { throw .invalidRequest("\(error)") }
        milliseconds = keys.milliseconds
        self.keys = Mutex(keys)
    }

    func commands(
        making key: Bytes,
        in database: Int
    ) throws(BackendError) -> CommandBatch? {
        try read { keys throws(SnapshotError) in try keys.commands(making: key, in: database) }
    }

    func names(
        startingWith prefix: Bytes,
        in database: Int
    ) throws(BackendError) -> [Bytes] {
        try read { keys throws(SnapshotError) in
            try keys.names(startingWith: prefix, in: database)
        }
    }

    private func read<Result: Sendable>(
        _ body: (ArchivedKeys) throws(SnapshotError) -> Result
    ) throws(BackendError) -> Result {
        do throws(SnapshotError) {
            return try keys.withLock { keys throws(SnapshotError) in try body(keys) }
        } catch .cancelled {
            throw .cancelled
        } catch {
            throw .server(code: "ERR", message: "\(error)")
        }
    }
}
