extension RedisBackend {
    /// Runs tasks on the event loop of this backend: their calls change threads no more.
    ///
    /// ```swift
    /// try await withTaskExecutorPreference(redis.taskExecutor) {
    ///     try await redis.run(RawCommand("GET", "greeting")).text
    /// }
    /// ```
    ///
    /// A call then costs no wake-up of another thread, neither on its way to the server nor back.
    ///
    /// - Important: The one rule is never to block. While a task computes, waits for a lock, sleeps
    ///   other than by `Task.sleep`, or reads a file, no reply of any task is read and no deadline is
    ///   kept. Tasks that do more than a few microseconds of work between their calls belong elsewhere.
    ///
    /// A preference does not move what belongs to an actor: code of the main actor stays there, and
    /// its calls cost what they always cost.
    ///
    /// The loop is that of the first shared connection. With an event loop group of several loops
    /// other connections may live on others, and calls over those cost what they always cost. After
    /// ``close()`` of a backend with a loop of its own, tasks go on where tasks without a preference
    /// run; a group that was given to `connect` must outlive its tasks.
    public var taskExecutor: any TaskExecutor { loopExecutor }
}
