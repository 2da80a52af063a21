import StdnetBackend
import StdnetRDB

/// Why an RDB file was not written, or not read.
public struct KeyspaceFileError: Error, Equatable, Sendable, CustomStringConvertible {
    /// Where the file is, or would be.
    public let path: String
    /// What is wrong, with the byte where it is.
    public let reason: String

    /// One sentence.
    public var description: String { "'\(path)': \(reason)" }

    init(path: String, _ error: RDBFileError) {
        self.path = path
        reason = "\(error)"
    }

    init(path: String, reason: String) {
        self.path = path
        self.reason = reason
    }
}
