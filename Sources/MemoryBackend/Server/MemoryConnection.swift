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
        /// The connection is to be closed when what was written is sent.
        case closing
    }

    private let server: MemoryServer
    private let identifier: ServerClient.Identifier

    /// Connects.
    ///
    /// - Parameters:
    ///   - server: The server.
    ///   - address: Where the client comes from, as CLIENT LIST shows it.
    ///   - sink: Takes, as a server sends them, replies that come later and pushes; no bytes when the
    ///     server has ended the connection. Called under the server's lock: it must be short, and may
    ///     not come back.
    package init(
        to server: MemoryServer,
        from address: String = "127.0.0.1:0",
        sink: @escaping @Sendable (_ bytes: [UInt8]) -> Void
    ) {
        self.server = server
        identifier = server.withState { state in
            state.connect(from: address, isTrusted: false) { reply in
                var bytes: [UInt8] = []
                reply.appendRESP(to: &bytes)
                sink(bytes)
            }.identifier
        }
    }

    /// Runs commands, and appends their replies.
    ///
    /// - Parameters:
    ///   - arguments: The words of all commands.
    ///   - ends: Where each command ends, in words.
    ///   - first: The position of the first command to run.
    ///   - output: Where the replies go.
    package func process(
        _ arguments: borrowing Arguments,
        ends: [Int],
        from first: Int = 0,
        into output: inout [UInt8]
    ) -> Progress {
        server.withState { state in
            guard let client = state.clients[identifier] else { return .closing }
            var reply = ReplyBuilder()
            for position in first..<ends.count {
                let start = position == 0 ? 0 : ends[position - 1]
                let progress = arguments.withView(start..<ends[position]) { call in
                    state.process(client, call, &reply)
                }
                reply.appendRESP(to: &output)
                reply.removeAll()
                if client.isClosing { return .closing }
                if progress == .waiting { return .waiting(next: position + 1) }
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
