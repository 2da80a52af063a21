internal import NIOCore
internal import StdnetBackend
internal import Synchronization

/// Runs tasks on an event loop, and where everybody else's run once that loop is about to end.
final class EventLoopExecutor: TaskExecutor {
    private let loop: any EventLoop
    /// Whether the loop ends.
    ///
    /// Held while a job is handed over, so that none comes too late and is lost.
    private let isRetired = Mutex(false)

    init(_ loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let isTaken = isRetired.withLock { isRetired in
            if isRetired { return false }
            loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
            return true
        }
        if !isTaken { globalConcurrentExecutor.enqueue(ExecutorJob(job)) }
    }

    /// Takes no more jobs to the loop; it can end when those that were taken there have run.
    func retire() { isRetired.withLock { $0 = true } }
}
