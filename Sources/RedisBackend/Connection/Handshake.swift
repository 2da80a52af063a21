internal import StdnetBackend

/// What a connection says first: who it is, which database it wants, and whether this is Redis.
struct Handshake {
    private enum Step { case authenticate, select, name, ping }

    private let steps: [(step: Step, vector: Arguments)]
    private let password: String?

    init(_ string: ConnectionString) {
        var steps: [(Step, Arguments)] = []
        switch (string.user, string.password) {
        case (nil, nil): break
        case (nil, let password?): steps.append((.authenticate, ["AUTH", password]))
        case (let user?, let password):
            steps.append((.authenticate, ["AUTH", user, password ?? ""]))
        }
        if string.database != 0 { steps.append((.select, ["SELECT", "\(string.database)"])) }
        if let name = string.clientName { steps.append((.name, ["CLIENT", "SETNAME", name])) }
        steps.append((.ping, ["PING"]))
        self.steps = steps
        password = string.password
    }

    /// Says everything in one round trip and reads the answers in order.
    func perform(
        on connection: RedisConnection,
        by deadline: CallQueue.Deadline?
    ) async throws(BackendError) {
        var batch = CommandBatch()
        for step in steps { batch.append { $0.append(contentsOf: step.vector) } }
        let outcome = await connection.call(batch, by: deadline)
        // A server that turns the connection away says why before it closes.
        for (step, reply) in zip(steps, outcome.replies) {
            try check(reply, to: step.step, vector: step.vector, address: connection.address)
        }
        switch outcome.failure {
        case nil: break
        case .decoding: throw .connection(.notRedis(address: connection.address))
        case .connection(.lost(let address)):
            throw .connection(
                .unreachable(address: address, reason: "it closed the connection without an answer")
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
            let expected = step == .ping ? "PONG" : "OK"
            guard reply.kind == .status, reply.text == expected else {
                throw .connection(.notRedis(address: address))
            }
            return
        }
        let error = vector.withView { BackendError(errorReply: reply.text, to: $0) }
        switch (step, error) {
        case (_, .connection): throw error
        case (.authenticate, .server(let code, let message)) where code == "ERR":
            throw .connection(.authentication(safe(message)))
        // Users may be kept from PING, but only Redis would say so.
        case (.ping, .server(code: "NOPERM", _)): break
        default: throw error
        }
    }

    /// A message without the password, which an "unknown command" repeats.
    private func safe(_ message: String) -> String {
        guard let password, !password.isEmpty else { return message }
        return message.contains(password) ? "the server refused AUTH" : message
    }
}
