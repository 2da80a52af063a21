internal import Dispatch
internal import Foundation
internal import Synchronization

/// Turns Ctrl-C and a polite request to end into a call; the second one ends the process at once.
///
/// It listens as long as it lives.
final class Interruption {
    private let received = Received()
    private let sources: [any DispatchSourceSignal]

    /// The signal that came; nil when none did.
    var signal: Int32? { received.signal }

    /// Begins to listen.
    init() {
        let received = received
        sources = [SIGINT, SIGTERM].map { number in
            Foundation.signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { received.receive(number) }
            source.resume()
            return source
        }
    }

    deinit {
        for source in sources { source.cancel() }
    }

    /// Says what to do; at once, when the signal was faster.
    func whenReceived(_ action: @escaping @Sendable () -> Void) { received.setAction(action) }
}

/// What the queue of the signals and the task of the tool share.
private final class Received: Sendable {
    private struct State {
        var signal: Int32?
        var action: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    var signal: Int32? { state.withLock { $0.signal } }

    func setAction(_ action: @escaping @Sendable () -> Void) {
        let isLate = state.withLock { state in
            state.action = action
            return state.signal != nil
        }
        if isLate { action() }
    }

    func receive(_ number: Int32) {
        Foundation.signal(number, SIG_DFL)
        let action = state.withLock { state in
            state.signal = number
            return state.action
        }
        action?()
    }
}
