extension ConnectionString {
    /// The same connection onto another database number: the original's `clone(db:)`.
    ///
    /// - Parameter number: From 0; a server has 16 databases unless it was told otherwise.
    /// - Returns: The connection string with this number.
    /// - Throws: ``BackendError/invalidRequest(_:)`` for a number that can't be one, and for a cluster,
    ///   which has only number 0.
    public func with(database number: Int) throws(BackendError) -> ConnectionString {
        var other = self
        try other.apply(.db, String(number))
        return other
    }
}
