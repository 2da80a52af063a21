internal import Logging
public import ServiceLifecycle

extension RedisBackend: Service {
    /// Waits for a graceful shutdown and closes: what was sent is finished, what comes later is
    /// refused.
    ///
    /// ```swift
    /// let redis = try await RedisBackend.connect(to: "redis://127.0.0.1:6379")
    /// let group = ServiceGroup(services: [redis, server], logger: logger)
    /// try await group.run()
    /// ```
    ///
    /// A service group shuts its services down in the reverse of their order: list the backend before
    /// those that use it. When the task is cancelled instead, or while it closes, it waits for nobody.
    public func run() async {
        do {
            try await gracefulShutdown()
        } catch {
            // Cancelled, the only way for the waiting to fail.
            abort()
        }
        await withTaskCancellationHandler {
            await close()
        } onCancel: {
            abort()
        }
    }
}
