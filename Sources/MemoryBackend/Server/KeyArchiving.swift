package import StdnetBackend

/// Keys that lie elsewhere, such as in a file, and never change.
package protocol KeyArchiving: Sendable {
    /// The commands that make a key; nil when there is none of this name.
    ///
    /// - Throws: What keeps it from being read.
    func commands(
        making key: Bytes,
        in database: Int
    ) throws(BackendError) -> CommandBatch?

    /// The names of the keys that start with a prefix.
    ///
    /// - Throws: What keeps them from being read.
    func names(
        startingWith prefix: Bytes,
        in database: Int
    ) throws(BackendError) -> [Bytes]
}
