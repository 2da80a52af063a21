internal import MemoryBackend
internal import Synchronization

/// What the server has for a connection while it is not its turn: kept until its event loop takes it.
///
/// It is filled under the server's lock, on any thread, and emptied either by the next requests of the
/// connection, under that lock too, or by the loop. So whatever the server did first is sent first.
final class LateOutput: Sendable {
    /// What has come.
    struct Content {
        var bytes: [UInt8] = []
        /// Whether the reply that was waited for is among the bytes.
        var hasReply = false
        /// Whether any of the bytes are pushes.
        var hasPush = false
        /// Whether the server has ended the connection.
        var hasEnded = false
        /// Whether more has come than may wait: nothing is kept any more, and the connection has to end.
        var isOverfull = false
        fileprivate var isAnnounced = false

        fileprivate var mustBeTaken: Bool { !bytes.isEmpty || hasReply || hasEnded || isOverfull }

        fileprivate mutating func add(_ push: [UInt8], limit: Int) {
            guard !isOverfull else { return }
            isOverfull = bytes.count + push.count >= (limit > 0 ? limit : .max)
            if isOverfull {
                bytes = []
            } else {
                bytes += push
                hasPush = true
            }
        }
    }

    private let limits: ServerLimits
    private let content = Mutex(Content())
    /// Whether there may be bytes; read before the lock is taken.
    private let hasBytes = Atomic<Bool>(false)
    /// Has the loop call `take`.
    private let announce = Mutex<(@Sendable () -> Void)?>(nil)

    init(_ limits: ServerLimits) { self.limits = limits }

    /// Says what is to be done when something has come, on any thread.
    func whenFilled(_ action: @escaping @Sendable () -> Void) {
        announce.withLock { $0 = action }
        let isLate = content.withLock { content in
            let hasContent = content.mustBeTaken
            content.isAnnounced = hasContent
            return hasContent
        }
        if isLate { action() }
    }

    func receive(_ event: MemoryConnection.Event) {
        let isFirst = content.withLock { content in
            switch event {
            case .reply(let bytes):
                content.bytes += bytes
                content.hasReply = true
            case .push(let bytes): content.add(bytes, limit: limits.output.pubSub.hard)
            case .end: content.hasEnded = true
            }
            if !content.bytes.isEmpty { hasBytes.store(true, ordering: .relaxed) }
            guard !content.isAnnounced else { return false }
            content.isAnnounced = true
            return true
        }
        if isFirst { announce.withLock { $0 }?() }
    }

    /// Moves the bytes in front of replies that are about to be made.
    func move(to output: inout [UInt8]) {
        guard hasBytes.load(ordering: .relaxed) else { return }
        content.withLock { content in
            output += content.bytes
            content.bytes = []
            hasBytes.store(false, ordering: .relaxed)
        }
    }

    /// Takes everything, for the loop.
    func take() -> Content {
        content.withLock { content in
            let taken = content
            content = Content()
            hasBytes.store(false, ordering: .relaxed)
            return taken
        }
    }
}
