package import StdnetBackend

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

    private let server: MemoryServer
    private let identifier: ServerClient.Identifier

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
        identifier = server.withState { state in
            state.connect(from: address, isTrusted: false) { receiver(Event($0)) }.identifier
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
    package var isAuthenticated: Bool {
        server.withState { $0.clients[identifier]?.isAuthenticated == true }
    }

    /// Runs commands, and appends their replies.
    ///
    /// - Parameters:
    ///   - arguments: The words of all commands.
    ///   - ends: Where each command ends, in words.
    ///   - first: The position of the first command to run.
    ///   - output: Where the replies go.
    ///   - limit: From which size of the output on no more commands run.
    ///   - precede: Called under the lock before the first command, with the output: whoever keeps
    ///     what came late puts it there, so that it comes before the replies.
    package func process(
        _ arguments: borrowing Arguments,
        ends: [Int],
        from first: Int = 0,
        into output: inout [UInt8],
        limit: Int = .max,
        precede: (inout [UInt8]) -> Void = { _ in }
    ) -> Progress {
        server.withState { state in
            precede(&output)
            guard let client = state.clients[identifier] else { return .closing }
            var reply = ReplyBuilder()
            for position in first..<ends.count {
                let start = position == 0 ? 0 : ends[position - 1]
                let progress = arguments.withView(start..<ends[position]) { call in
                    state.process(client, call, &reply)
                }
                reply.appendRESP(to: &output)
                reply.removeAll()
                if client.isClosing { return state.isShutDown ? .shutdown : .closing }
                if progress == .waiting { return .waiting(next: position + 1) }
                if output.count >= limit, position + 1 < ends.count {
                    return .full(next: position + 1)
                }
            }
            return .done
        }
    }

    /// Ends the connection, and with it what it watched, waited for and listened to.
    package func close() {
        server.withState { state in
            if let client = state.clients[identifier] { state.disconnect(client) }
        }
    }
}

extension MemoryConnection.Event {
    fileprivate init(_ delivery: Delivery) {
        switch delivery {
        case .reply(let reply): self = .reply(reply.resp)
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
