#if THREAD_SANITIZER
#if canImport(Darwin)
import Darwin
#elseif canImport(Musl)
import Musl
#else
import Glibc
#endif

/// In place of `Synchronization.Mutex`, which the thread sanitizer does not see: `make tsan` alone
/// builds this.
///
/// Sendable by hand. Proof: the value is reached only in `withLock`, while the lock is held.
package final class VisibleMutex<Value>: @unchecked Sendable {
    private let lock: UnsafeMutablePointer<pthread_mutex_t>
    // Unchecked, because the sanitizer looks for what this would look for.
    @exclusivity(unchecked) private var value: Value

    package init(_ value: Value) {
        self.value = value
        lock = .allocate(capacity: 1)
        lock.initialize(to: pthread_mutex_t())
        pthread_mutex_init(lock, nil)
    }

    deinit {
        pthread_mutex_destroy(lock)
        lock.deallocate()
    }

    package func withLock<Result, Failure: Error>(
        _ body: (inout Value) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        pthread_mutex_lock(lock)
        defer { pthread_mutex_unlock(lock) }
        return try body(&value)
    }
}

typealias Mutex = VisibleMutex
#endif
