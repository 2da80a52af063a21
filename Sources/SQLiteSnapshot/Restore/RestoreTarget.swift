public import StdnetBackend

/// Where keys are restored.
public struct RestoreTarget: Sendable {
    /// Gives the place for the keys of a database.
    let open: @Sendable (_ database: Int) async throws(BackendError) -> any Backend
    /// Whether all keys go to one place, whatever their database was.
    let isSingle: Bool

    /// One backend: the snapshot must have keys of one database only, whichever that is.
    public init(_ backend: any Backend) {
        open = { (_: Int) throws(BackendError) -> any Backend in backend }
        isSingle = true
    }

    /// A server: each key goes to the database that it comes from.
    ///
    /// - Parameter open: Opens a backend for a database; it is closed when all is done.
    public init(
        opening open:
            @escaping @Sendable (_ database: Int) async throws(BackendError) -> any Backend
    ) {
        self.open = open
        isSingle = false
    }
}
