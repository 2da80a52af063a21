internal import MemoryBackend
internal import NIOPosix
internal import Synchronization

/// What all connections of a server share.
final class ConnectionHost: Sendable {
    let server: MemoryServer
    /// The thread of the scripts; nil when nothing runs any.
    private let lane: NIOThreadPool?
    private let whenShutDown = Mutex<(@Sendable () -> Void)?>(nil)

    init(_ server: MemoryServer) {
        self.server = server
        lane = server.runsScripts ? NIOThreadPool(numberOfThreads: 1) : nil
        lane?.start()
    }

    var limits: ServerLimits { server.limits }
    var runsScripts: Bool { lane != nil }

    /// Has the thread of the scripts work.
    func startLane() {
        lane?.submit { [server] state in
            if case .active = state { server.runLane() }
        }
    }

    /// Says what is to be done when a client has said SHUTDOWN.
    func whenShutDown(_ action: @escaping @Sendable () -> Void) {
        whenShutDown.withLock { $0 = action }
    }

    /// A client has said SHUTDOWN.
    func shutdown() { whenShutDown.withLock { $0 }?() }

    /// Ends the thread of the scripts, and what runs there.
    func end() async {
        server.stopScript()
        try? await lane?.shutdownGracefully()
    }
}
