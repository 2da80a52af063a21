extension RedisBackend {
    /// How many connections serve one call at a time, or wait to do so.
    package var dedicatedCount: Int { dedicated.count }

    /// How many calls wait for such a connection.
    package var waitingCount: Int { dedicated.waitingCount }
}
