extension Database {
    /// Begins a session for this database: nothing happens before it is committed.
    ///
    /// ```swift
    /// var session = database.begin()
    /// session.insert(city)
    /// if try await database.testUnique(\City.Fields.name, city.name) {
    ///     try await database.commit(session)
    /// } else {
    ///     session.rollback()
    /// }
    /// ```
    public func begin() -> Session { Session() }
}

extension Session {
    /// Forgets what was planned; nothing was sent.
    ///
    /// Whoever lets go of a session forgets it too: this says that it is meant.
    public consuming func rollback() {}
}
