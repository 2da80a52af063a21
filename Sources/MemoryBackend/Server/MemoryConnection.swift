package import StdnetBackend
import Synchronization

/// A client's connection to a server in process: argument vectors in, replies as a server sends them
/// out.
package final class MemoryConnection: Sendable {
    /// Why running commands has stopped.
    package enum Progress: Sendable, Equatable {
        /// All are done.
        case done
        /// The one before this position waits: the next ones may run when its reply has come.
        case waiting(next: Int)
        /// There is as much output as was asked for: the next ones may run when it is sent.
        case full(next: Int)
        /// The connection is to be closed when what was written is sent.
        case closing
        /// The client has ended the server.
        case shutdown
    }

    /// What comes without being the direct reply to a command, as a server sends it.
    package enum Event: Sendable {
        /// The reply that was waited for: from now on the next commands may run.
        case reply([UInt8])
        case push([UInt8])
        /// The server has ended the connection.
        case end
    }

    /// Commands to run.
    package struct Calls: Sendable {
        let words: Arguments
        let ends: [Int]
        let first: Int
        let limit: Int

        /// - Parameters:
        ///   - words: The words of all commands.
        ///   - ends: Where each command ends, in words.
        ///   - first: The position of the first command to run.
        ///   - limit: From which size of the output on no more commands run.
        package init(
            _ words: Arguments,
            ends: [Int],
            from first: Int = 0,
            limit: Int = .max
        ) {
            self.words = words
            self.ends = ends
            self.first = first
            self.limit = limit
        }
    }

    /// How many bytes of strings the reply to one command, or transaction, may have.
    private static let longestReply = 1 << 30

    private let server: MemoryServer
    /// 0 as long as the server does not know of it.
    private let identifier = Atomic<ServerClient.Identifier>(0)
    private let mayDoAll = Atomic<Bool>(false)

    /// Connects.
    ///
    /// - Parameters:
    ///   - server: The server.
    ///   - address: Where the client comes from, as CLIENT LIST shows it.
    ///   - receiver: Takes what comes late. Called under the server's lock: it must be short, and may
    ///     not come back.
    package init(
        to server: MemoryServer,
        from address: String = "127.0.0.1:0",
        receiver: @escaping @Sendable (Event) -> Void
    ) {
        self.server = server
        server.whenFree { [self] state in
            let client = state.connect(from: address, isTrusted: false) { receiver(Event($0)) }
            identifier.store(client.identifier, ordering: .relaxed)
            mayDoAll.store(!state.needsAuthentication(client), ordering: .relaxed)
        }
    }

    /// Connects, for whom the bytes are enough.
    ///
    /// - Parameters:
    ///   - server: The server.
    ///   - address: Where the client comes from, as CLIENT LIST shows it.
    ///   - sink: Takes what comes late; no bytes when the server has ended the connection. Called under
    ///     the server's lock: it must be short, and may not come back.
    package convenience init(
        to server: MemoryServer,
        from address: String = "127.0.0.1:0",
        sink: @escaping @Sendable (_ bytes: [UInt8]) -> Void
    ) {
        self.init(to: server, from: address) { event in
            switch event {
            case .reply(let bytes), .push(let bytes): if !bytes.isEmpty { sink(bytes) }
            case .end: sink([])
            }
        }
    }

    /// Whether the client may do more than say who it is.
    package var isAuthenticated: Bool { mayDoAll.load(ordering: .relaxed) }

    /// Runs commands, and appends their replies.
    ///
    /// - Parameters:
    ///   - calls: The commands.
    ///   - output: Where the replies go.
    ///   - precede: Called under the lock before the first command, with the output: whoever keeps
    ///     what came late puts it there, so that it comes before the replies.
    /// - Returns: nil when scripts hold the server, and nothing was done.
    package func process(
        _ calls: borrowing Calls,
        into output: inout [UInt8],
        precede: (inout [UInt8]) -> Void = { _ in }
    ) -> Progress? {
        server.stateUnlessBusy { state in run(calls, &state, &output, precede) }
    }

    /// The same for whom does without the thread of the scripts.
    package func process(
        _ arguments: borrowing Arguments,
        ends: [Int],
        from first: Int = 0,
        into output: inout [UInt8]
    ) -> Progress {
        let calls = Calls(copy arguments, ends: ends, from: first)
        return server.withState { state in run(calls, &state, &output, { _ in }) }
    }

    /// Runs commands as soon as the scripts that hold the server are done, or when they take long;
    /// then most commands are refused.
    ///
    /// What ends them is handed to `done`, with the output; under the lock, as the receiver is called.
    package func processLater(
        _ calls: Calls,
        precede: @escaping @Sendable (inout [UInt8]) -> Void,
        done: @escaping @Sendable (Progress, [UInt8]) -> Void
    ) {
        server.whenFree { [self] state in finish(calls, &state, precede, done) }
    }

    /// Runs commands on the thread of the scripts.
    ///
    /// `start` has a thread call ``MemoryServer/runLane()``.
    package func processOnLane(
        _ calls: Calls,
        precede: @escaping @Sendable (inout [UInt8]) -> Void,
        start: () -> Void,
        done: @escaping @Sendable (Progress, [UInt8]) -> Void
    ) {
        server.onLane({ [self] state in finish(calls, &state, precede, done) }, start: start)
    }

    private func finish(
        _ calls: Calls,
        _ state: inout ServerState,
        _ precede: (inout [UInt8]) -> Void,
        _ done: (Progress, [UInt8]) -> Void
    ) {
        var output: [UInt8] = []
        let progress = run(calls, &state, &output, precede)
        done(progress, output)
    }

    private func run(
        _ calls: borrowing Calls,
        _ state: inout ServerState,
        _ output: inout [UInt8],
        _ precede: (inout [UInt8]) -> Void
    ) -> Progress {
        precede(&output)
        guard let client = state.clients[identifier.load(ordering: .relaxed)] else {
            return .closing
        }
        defer { mayDoAll.store(!state.needsAuthentication(client), ordering: .relaxed) }
        var reply = ReplyBuilder()
        reply.byteLimit = Self.longestReply
        for position in calls.first..<calls.ends.count {
            let start = position == 0 ? 0 : calls.ends[position - 1]
            let progress = calls.words.withView(start..<calls.ends[position]) { call in
                state.process(client, call, &reply)
            }
            // A client that wants more than can be sent: there is no error for it in the middle.
            if reply.isCut { return .closing }
            reply.appendRESP(to: &output)
            reply.removeAll()
            if client.isClosing { return state.isShutDown ? .shutdown : .closing }
            if progress == .waiting { return .waiting(next: position + 1) }
            if progress == .held { return .waiting(next: position) }
            if output.count >= calls.limit, position + 1 < calls.ends.count {
                return .full(next: position + 1)
            }
        }
        return .done
    }

    /// Ends the connection, and with it what it watched, waited for and listened to.
    package func close() {
        server.whenFree { [self] state in
            let identifier = identifier.load(ordering: .relaxed)
            if let client = state.clients[identifier] { state.disconnect(client) }
        }
    }
}

extension MemoryConnection.Event {
    fileprivate init(_ delivery: Delivery) {
        switch delivery {
        case .reply(let reply): self = .reply(reply.resp)
        case .retry: self = .reply([])
        case .push(let push): self = .push(push.resp)
        case .end: self = .end
        }
    }
}

extension ReplyBuilder {
    fileprivate var resp: [UInt8] {
        var bytes: [UInt8] = []
        appendRESP(to: &bytes)
        return bytes
    }
}
