/// A walk over the keys that match a pattern, in bounded steps of SCAN.
///
/// The server is free between the steps, and so is the task: each step first looks whether the task
/// was cancelled.
package struct KeyspaceWalk: Sendable {
    /// What the keys match.
    let pattern: KeyPattern
    /// How many keys the server looks at in a step, about.
    let stepSize: Int
    /// When the walk must be over.
    let deadline: BatchDeadline
    private var cursor: Bytes? = Bytes("0".utf8)

    package init(_ pattern: KeyPattern, stepSize: Int) {
        self.init(pattern, stepSize: stepSize, deadline: BatchDeadline(nil))
    }

    init(_ pattern: KeyPattern, stepSize: Int, deadline: BatchDeadline) {
        self.pattern = pattern
        self.stepSize = max(1, stepSize)
        self.deadline = deadline
    }

    /// The keys of the next step, perhaps none; nil after the last one.
    ///
    /// - Parameters:
    ///   - backend: Whose keys they are.
    ///   - doomed: Keys that are deleted in the same round trip, before the step.
    /// - Returns: The keys found, and how many of those to be deleted were still there.
    /// - Throws: ``BackendError/cancelled``, and what the backend throws.
    package mutating func next(
        on backend: some Backend,
        unlinking doomed: [Bytes] = []
    ) async throws(BackendError) -> (keys: [Bytes]?, unlinked: Int) {
        guard cursor != nil || !doomed.isEmpty else { return (nil, 0) }
        guard !Task.isCancelled else { throw .cancelled }
        let batch = try batch(unlinking: doomed)
        let replies = try await backend.execute(batch)
        guard replies.count == batch.count else {
            throw .decoding(expected: "\(batch.count) replies", found: "\(replies.count)")
        }
        let deletions = cursor == nil ? batch.count : batch.count - 1
        var unlinked = 0
        for position in 0..<deletions {
            unlinked += try Int(reply: try batch.checked(replies[position], at: position))
        }
        guard cursor != nil else { return (nil, unlinked) }
        return (try keys(of: batch.checked(replies[deletions], at: deletions)), unlinked)
    }

    private func batch(unlinking doomed: [Bytes]) throws(BackendError) -> CommandBatch {
        // Deleting and looking twice does no harm, but the count of what was deleted would be wrong.
        var batch = CommandBatch(timeout: try deadline.remaining())
        for start in stride(from: 0, to: doomed.count, by: stepSize) {
            batch.append { arguments in
                arguments.append("UNLINK" as StaticString)
                for key in doomed[start..<min(start + stepSize, doomed.count)] {
                    arguments.append(key)
                }
            }
        }
        guard let cursor else { return batch }
        batch.append { arguments in
            arguments.append("SCAN" as StaticString)
            arguments.append(cursor)
            arguments.append("MATCH" as StaticString)
            arguments.append(pattern.bytes)
            arguments.append("COUNT" as StaticString)
            arguments.append(stepSize)
        }
        return batch
    }

    private mutating func keys(of reply: Reply) throws(BackendError) -> [Bytes] {
        var parts = reply.elements
        guard reply.count == 2, let next = parts.next()?.bytes, let found = parts.next() else {
            throw reply.mismatch("a cursor and keys")
        }
        cursor = next == Bytes("0".utf8) ? nil : next
        return try [Bytes](reply: found)
    }
}

/// When work of several round trips must be over.
struct BatchDeadline: Sendable {
    private let limit: Duration?
    private let end: ContinuousClock.Instant?

    /// Starts now; nil leaves each round trip to the connection's own limit.
    init(_ limit: Duration?) {
        self.limit = limit
        end = limit.map { ContinuousClock.now.advanced(by: $0) }
    }

    /// What is left for the next round trip.
    func remaining() throws(BackendError) -> Duration? {
        guard let limit, let end else { return nil }
        let left = ContinuousClock.now.duration(to: end)
        guard left > .zero else { throw .connection(.timedOut(after: limit)) }
        return left
    }
}
