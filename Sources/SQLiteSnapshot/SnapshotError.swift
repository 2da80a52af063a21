public import StdnetBackend

/// Everything that can go wrong with a snapshot, by what the caller can do about it.
@nonexhaustive
public enum SnapshotError: Error, Equatable, Sendable {
    /// There is a file already: choose another path, or replace it on purpose.
    case exists(path: String)
    /// Nothing can be written there: fix the path.
    case unwritable(path: String, reason: String)
    /// The database does not describe itself: fix the namespace, or the address.
    case noSchema(key: String)
    /// The description of a model makes no table: write it again with the program that owns it.
    case invalidSchema(model: String, reason: String)
    /// The database did not answer as it should: see ``BackendError``.
    case source(BackendError)
    /// An RDB file can't be read, or is none: look at what is wrong with it.
    case unreadable(path: String, reason: String)
    /// A key holds what no snapshot can hold, such as the data of a module: leave it out.
    case unsupportedType(key: String, type: String)
    /// SQLite refused, with its code and its words: look at the disk, or at the query.
    case sqlite(code: Int, message: String)
    /// The file is not a snapshot, or one of a later format.
    case notASnapshot(path: String, reason: String)
    /// The file has no raw keys, so it can't be restored exactly: export with level full.
    case notFull(path: String)
    /// There is something where a snapshot should go: choose another place, or replace it on purpose.
    case notEmpty(database: Int, namespace: String)
    /// The snapshot has keys of several databases, and there is one place: name a server.
    case severalDatabases(path: String)
    /// The server can't hold what the snapshot has: restore into Redis 7.0 or later.
    case serverTooOld(version: String)
    /// After a restore the target holds something else than the file: somebody else writes it, or the
    /// file is damaged.
    case unfaithful(database: Int, found: Int, expected: Int)
    /// After a restore the target has other libraries of functions than the file.
    case unfaithfulLibraries
    /// Two snapshots say the same in different forms: export one of them again.
    case incomparable(reason: String)
    /// The task was cancelled: an export leaves no file.
    case cancelled
    /// The task of a restore was cancelled: the same call goes on where it stopped.
    case paused
}

extension SnapshotError {
    /// What an error of the source means for an export.
    init(_ error: BackendError) {
        self = error == .cancelled ? .cancelled : .source(error)
    }
}

extension SnapshotError: CustomStringConvertible {
    /// One sentence, without the name of the type.
    public var description: String {
        switch self {
        case .exists(let path): "'\(path)' exists already: use --force to replace it"
        case .unwritable(let path, let reason): "'\(path)' can't be written: \(reason)"
        case .noSchema(let key):
            "there is no hash '\(key)', and no keys of models either: "
                + "check the address and the namespace"
        case .invalidSchema(let model, let reason):
            "the description of model '\(model)' can't be used: \(reason)"
        case .source(let error): "the database could not be read or written: \(error)"
        case .unreadable(let path, let reason): "'\(path)' can't be used: \(reason)"
        case .unsupportedType(let key, let type):
            "the key '\(key)' is of type '\(type)', which a snapshot can't hold"
        case .sqlite(let code, let message): "SQLite refused (code \(code)): \(message)"
        case .notASnapshot(let path, let reason): "'\(path)' is not a snapshot: \(reason)"
        case .notFull(let path):
            "'\(path)' has no raw keys: only a snapshot of level full restores every key"
        case .notEmpty(let database, let namespace):
            (namespace.isEmpty
                ? "database \(database) is not empty, or the server has functions"
                : "there are keys that start with '\(namespace)' in database \(database)")
                + ": use --replace to delete what is there"
        case .severalDatabases(let path):
            "'\(path)' has keys of several databases: restore it into a URL without a database"
        case .serverTooOld(let version):
            "the server has version \(version), and streams and functions need Redis 7.0 or later"
        case .unfaithful(let database, let found, let expected):
            "database \(database) holds \(found) keys that differ from the \(expected) of the "
                + "snapshot: does somebody else write there, or is the file damaged?"
        case .unfaithfulLibraries:
            "the server has other libraries of functions than the snapshot"
        case .incomparable(let reason): "the snapshots can't be compared: \(reason)"
        case .cancelled: "cancelled: no file was written"
        case .paused: "cancelled: the same command goes on where it stopped"
        }
    }
}
