/// How far an export is.
public struct SnapshotProgress: Sendable, Equatable {
    /// What is being done.
    public enum Step: String, Sendable {
        /// The server prepares an RDB file, and sends it: in bytes.
        case transfer
        /// Keys are read and written.
        case keys
        /// Objects of a model are read and written.
        case objects
        /// The indexes of a model are made.
        case indexes
        /// References are followed, and the file is checked.
        case checks
    }

    /// What is being done.
    public let step: Step
    /// The model that is being worked on; nil when it is all of them.
    public let model: String?
    /// How many bytes, keys, or objects of the model, were read.
    public let done: Int
    /// How many there are; 0 where nobody knows.
    public let total: Int
}
