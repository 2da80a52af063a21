// Counting and deleting by pattern: the original's `countpattern` and `delpattern`, which asked for
// all keys at once and kept the server busy meanwhile.
extension Backend {
    /// Counts the keys that match a pattern, in bounded steps of SCAN.
    ///
    /// Keys that are there all the time count; those that come or go meanwhile may count or not. A
    /// key may count twice when the server resizes its table meanwhile: SCAN may name a key again,
    /// and to remember all names would take as much memory as there are keys.
    ///
    /// - Parameters:
    ///   - pattern: What the keys match.
    ///   - stepSize: How many keys the server looks at in a step, about.
    ///   - progress: Hears the count so far after each step.
    /// - Returns: How many keys match.
    /// - Throws: ``BackendError/cancelled`` between two steps, and what the backend throws.
    public func countKeys(
        matching pattern: KeyPattern,
        stepSize: Int = 1000,
        progress: (Int) -> Void = { _ in }
    ) async throws(BackendError) -> Int {
        var walk = KeyspaceWalk(pattern, stepSize: stepSize)
        var count = 0
        while let keys = try await walk.next(on: self).keys {
            count += keys.count
            progress(count)
        }
        return count
    }

    /// Deletes the keys that match a pattern, in bounded steps of SCAN and UNLINK.
    ///
    /// A call that fails or is cancelled has deleted some of them: to call again deletes the rest.
    /// Keys that come meanwhile may stay.
    ///
    /// - Parameters:
    ///   - pattern: What the keys match.
    ///   - stepSize: How many keys the server looks at in a step, about, and how many one UNLINK has
    ///     at most.
    ///   - progress: Hears the count so far after each step.
    /// - Returns: How many keys were deleted, each counted once.
    /// - Throws: ``BackendError/cancelled`` between two steps, and what the backend throws.
    @discardableResult
    public func deleteKeys(
        matching pattern: KeyPattern,
        stepSize: Int = 1000,
        progress: (Int) -> Void = { _ in }
    ) async throws(BackendError) -> Int {
        var walk = KeyspaceWalk(pattern, stepSize: stepSize)
        var count = 0
        var doomed: [Bytes] = []
        repeat {
            let (found, unlinked) = try await walk.next(on: self, unlinking: doomed)
            count += unlinked
            if !doomed.isEmpty { progress(count) }
            guard let found else { return count }
            doomed = found
        } while true
    }

    /// Counts the keys that start with a text, whatever its characters mean in a pattern; see
    /// ``countKeys(matching:stepSize:progress:)``.
    public func countKeys(
        withPrefix prefix: String,
        stepSize: Int = 1000,
        progress: (Int) -> Void = { _ in }
    ) async throws(BackendError) -> Int {
        try await countKeys(matching: .prefix(prefix), stepSize: stepSize, progress: progress)
    }

    /// Deletes the keys that start with a text, whatever its characters mean in a pattern; see
    /// ``deleteKeys(matching:stepSize:progress:)``.
    @discardableResult
    public func deleteKeys(
        withPrefix prefix: String,
        stepSize: Int = 1000,
        progress: (Int) -> Void = { _ in }
    ) async throws(BackendError) -> Int {
        try await deleteKeys(matching: .prefix(prefix), stepSize: stepSize, progress: progress)
    }
}
