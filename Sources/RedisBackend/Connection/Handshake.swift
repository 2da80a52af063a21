internal import StdnetBackend

/// What a connection says first: who it is, which database it wants, and whether this is Redis.
struct Handshake {
    private enum Step { case hello, authenticate, select, name, ping }

    private let steps: [(step: Step, vector: Arguments)]
    /// What is said to a server that knows no HELLO, or not that protocol; nil when it was not said.
    private let fallback: [(step: Step, vector: Arguments)]?
    private let password: String?
    /// What may be meant by a connection that is closed without a word.
    private let silence: String

    init(_ string: ConnectionString) {
        var login: [(Step, Arguments)] = []
        var hello: Arguments = ["HELLO", "3"]
        if string.user != nil || string.password != nil {
            let words = [string.user ?? "default", string.password ?? ""]
            for word in ["AUTH"] + words { hello.append(word) }
            var vector: Arguments = ["AUTH"]
            for word in string.user == nil ? Array(words.dropFirst()) : words {
                vector.append(word)
            }
            login.append((.authenticate, vector))
        }
        var rest: [(Step, Arguments)] = []
        if string.database != 0 { rest.append((.select, ["SELECT", "\(string.database)"])) }
        if let name = string.clientName { rest.append((.name, ["CLIENT", "SETNAME", name])) }
        rest.append((.ping, ["PING"]))
        let speaksThree = string.protocolVersion == 3
        steps = (speaksThree ? [(.hello, hello)] : login) + rest
        fallback = speaksThree ? login + rest : nil
        password = string.password
        silence =
            if case .server(_, tls: false) = string.location {
                "it closed the connection without an answer; if it wants TLS, write rediss://"
            } else {
                "it closed the connection without an answer"
            }
    }

    /// Says everything in one round trip and reads the answers in order.
    ///
    /// A server that does not speak protocol 3 is spoken to in protocol 2: one round trip more.
    func perform(
        on connection: RedisConnection,
        by deadline: CallQueue.Deadline?
    ) async throws(BackendError) {
        guard try await !say(steps, on: connection, by: deadline), let fallback else { return }
        _ = try await say(fallback, on: connection, by: deadline)
    }

    /// Answers false when the server does not know the first step, which is HELLO.
    private func say(
        _ steps: [(step: Step, vector: Arguments)],
        on connection: RedisConnection,
        by deadline: CallQueue.Deadline?
    ) async throws(BackendError) -> Bool {
        var batch = CommandBatch()
        for step in steps { batch.append { $0.append(contentsOf: step.vector) } }
        let outcome = await connection.call(batch, by: deadline)
        if steps.first?.step == .hello, outcome.replies.first?.refusesProtocol == true {
            return false
        }
        // A server that turns the connection away says why before it closes.
        for (step, reply) in zip(steps, outcome.replies) {
            try check(reply, to: step.step, vector: step.vector, address: connection.address)
        }
        switch outcome.failure {
        case nil: return true
        case .decoding: throw .connection(.notRedis(address: connection.address))
        case .connection(.lost(let address)):
            throw .connection(
                .unreachable(address: address, reason: silence)
            )
        case let failure?: throw failure
        }
    }

    private func check(
        _ reply: Reply,
        to step: Step,
        vector: Arguments,
        address: String
    ) throws(BackendError) {
        guard reply.kind == .error else {
            if step == .hello, reply.kind.isCollection { return }
            let expected = step == .ping ? "PONG" : "OK"
            guard reply.kind == .status, reply.text == expected else {
                throw .connection(.notRedis(address: address))
            }
            return
        }
        let error = vector.withView { BackendError(errorReply: reply.text, to: $0) }
        switch (step, error) {
        case (_, .connection): throw error
        case (.authenticate, .server("ERR", let message)), (.hello, .server("ERR", let message)):
            throw .connection(.authentication(safe(message)))
        // Users may be kept from PING, but only Redis would say so.
        case (.ping, .server(code: "NOPERM", _)): break
        default: throw error
        }
    }

    /// A message without the password, which an "unknown command" repeats, a long one in part.
    private func safe(_ message: String) -> String {
        guard let password, !password.isEmpty else { return message }
        let isQuoting =
            message.contains(password) || message.lowercased().hasPrefix("unknown command")
        return isQuoting ? "the server refused AUTH" : message
    }
}

extension Reply {
    /// Whether the server knows no HELLO, or not the protocol that was asked for.
    ///
    /// Nobody is kept from HELLO: Redis lets it through whatever its access control list says.
    fileprivate var refusesProtocol: Bool {
        kind == .error
            && (text.hasPrefix("NOPROTO") || text.lowercased().hasPrefix("err unknown command"))
    }
}
