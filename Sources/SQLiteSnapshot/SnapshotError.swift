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
    /// A key holds what no snapshot can hold, such as the data of a module: leave it out.
    case unsupportedType(key: String, type: String)
    /// SQLite refused, with its code and its words: look at the disk, or at the query.
    case sqlite(code: Int, message: String)
    /// The file is not a snapshot, or one of a later format.
    case notASnapshot(path: String, reason: String)
    /// The task was cancelled: an export leaves no file.
    case cancelled
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
            "there is no hash '\(key)', so nothing says which models the database holds: "
                + "check the address and the namespace"
        case .invalidSchema(let model, let reason):
            "the description of model '\(model)' can't be used: \(reason)"
        case .source(let error): "the database could not be read: \(error)"
        case .unsupportedType(let key, let type):
            "the key '\(key)' is of type '\(type)', which a snapshot can't hold"
        case .sqlite(let code, let message): "SQLite refused (code \(code)): \(message)"
        case .notASnapshot(let path, let reason): "'\(path)' is not a snapshot: \(reason)"
        case .cancelled: "cancelled: no file was written"
        }
    }
}
