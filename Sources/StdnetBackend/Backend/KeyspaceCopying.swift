/// A backend that can stand still: it hands out a copy of its keyspace at one instant.
public protocol KeyspaceCopying: Backend {
    /// A copy that later writes to the original do not reach.
    func copy() async throws(BackendError) -> any Backend

    /// A copy in which time stands still, too: what ends later is there as long as the copy is.
    func stillCopy() async throws(BackendError) -> any Backend
}

extension KeyspaceCopying {
    /// A copy, for those in which nothing ends.
    public func stillCopy() async throws(BackendError) -> any Backend { try await copy() }
}
