/// A backend that can stand still: it hands out a copy of its keyspace at one instant.
public protocol KeyspaceCopying: Backend {
    /// A copy that later writes to the original do not reach.
    func copy() async throws(BackendError) -> any Backend
}
