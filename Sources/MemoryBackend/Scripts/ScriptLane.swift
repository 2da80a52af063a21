import DequeModule
import Synchronization

/// Work for the server that has come while a script held it: done when the script has ended, or by the
/// script's own thread when that takes too long.
final class ScriptLane: Sendable {
    typealias Work = @Sendable (inout ServerState) -> Void

    private struct Content {
        var isTaken = false
        var waiting: Deque<Work> = []
    }

    private let content = Mutex(Content())
    /// Whether scripts hold the server, or will at once; read before the lock is taken.
    private let isTakenNow = Atomic<Bool>(false)
    private let hasWaiting = Atomic<Bool>(false)

    /// Whether scripts hold the server.
    var isTaken: Bool { isTakenNow.load(ordering: .acquiring) }
    /// Whether anything has come.
    var hasWork: Bool { hasWaiting.load(ordering: .acquiring) }

    /// Takes the server for a script; when others have it already, the script waits in their line.
    ///
    /// - Returns: whether the caller has the lane now, and so has to run it.
    func take(for work: @escaping Work) -> Bool {
        content.withLock { content in
            content.waiting.append(work)
            hasWaiting.store(true, ordering: .releasing)
            guard !content.isTaken else { return false }
            content.isTaken = true
            isTakenNow.store(true, ordering: .releasing)
            return true
        }
    }

    /// Adds work; false when no script holds the server, so that it can be done at once.
    func add(_ work: @escaping Work) -> Bool {
        content.withLock { content in
            guard content.isTaken else { return false }
            content.waiting.append(work)
            hasWaiting.store(true, ordering: .releasing)
            return true
        }
    }

    /// The work that has come first; nil when there is none, and then the lane is free again.
    ///
    /// One at a time: if it is a script that takes long, it finds the others waiting here.
    func next() -> Work? {
        content.withLock { content in
            guard let work = content.waiting.popFirst() else {
                content.isTaken = false
                isTakenNow.store(false, ordering: .releasing)
                return nil
            }
            hasWaiting.store(!content.waiting.isEmpty, ordering: .releasing)
            return work
        }
    }

    /// The work that has come, for a script that goes on.
    func takeAll() -> [Work] {
        content.withLock { content in
            defer { content.waiting = [] }
            hasWaiting.store(false, ordering: .releasing)
            return Array(content.waiting)
        }
    }
}
