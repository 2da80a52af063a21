extension Backend {
    /// Runs one command.
    @inlinable
    public func run<C: Command>(_ command: C) async throws(BackendError) -> C.Response {
        let batch = CommandBatch(of: command)
        let reply = try batch.checked(try await reply(to: batch), at: 0)
        return try command.decode(reply)
    }

    /// Runs commands of different types in one round trip; the first that failed fails the call.
    public func run<each C: Command>(
        _ commands: repeat each C
    ) async throws(BackendError) -> (repeat (each C).Response) {
        var batch = CommandBatch()
        for command in repeat each commands { batch.append(command) }
        var results = Results(batch: batch, replies: try await execute(batch))
        return (repeat try results.next((each commands)))
    }

    /// Runs commands of one type in one round trip; the first that failed fails the call.
    public func run<C: Command>(_ commands: [C]) async throws(BackendError) -> [C.Response] {
        var batch = CommandBatch()
        for command in commands { batch.append(command) }
        var results = Results(batch: batch, replies: try await execute(batch))
        return try commands.map { command throws(BackendError) in try results.next(command) }
    }

    /// Runs commands in one round trip, nobody else in between, as MULTI and EXEC do.
    ///
    /// A command that fails does not undo the others; it fails the call after all have run.
    public func transaction<each C: Command>(
        _ commands: repeat each C
    ) async throws(BackendError) -> (repeat (each C).Response) {
        var batch = CommandBatch(isolation: .transaction)
        for command in repeat each commands { batch.append(command) }
        var results = Results(batch: batch, replies: try await execute(batch))
        return (repeat try results.next((each commands)))
    }

    /// Runs commands in one round trip, with an outcome for each.
    public func outcomes<each C: Command>(
        of commands: repeat each C
    ) async throws(BackendError) -> (repeat Result<(each C).Response, BackendError>) {
        var batch = CommandBatch()
        for command in repeat each commands { batch.append(command) }
        var results = Results(batch: batch, replies: try await execute(batch))
        return (repeat results.outcome((each commands)))
    }

    /// Runs a script: one round trip, two when the server does not know it yet.
    ///
    /// - Parameters:
    ///   - script: What to run.
    ///   - keys: The keys that the script declares.
    ///   - arguments: Appends the arguments after the keys.
    /// - Returns: What the script makes of its reply.
    /// - Throws: what an error reply means, or why there is no reply.
    public func run<Output>(
        _ script: Script<Output>,
        keys: [String],
        writing arguments: (inout Arguments) -> Void
    ) async throws(BackendError) -> Output {
        var batch = CommandBatch()
        batch.append(script, keys: keys, writing: arguments)
        return try script.decode(try batch.checked(try await reply(to: batch), at: 0))
    }
}

/// The replies to a batch, taken one after the other.
private struct Results {
    let batch: CommandBatch
    let replies: [Reply]
    var position = 0

    mutating func next<C: Command>(_ command: C) throws(BackendError) -> C.Response {
        guard position < replies.count else {
            throw .decoding(expected: "\(batch.count) replies", found: "\(replies.count)")
        }
        defer { position += 1 }
        return try command.decode(try batch.checked(replies[position], at: position))
    }

    mutating func outcome<C: Command>(_ command: C) -> Result<C.Response, BackendError> {
        do throws(BackendError) { return .success(try next(command)) } catch {
            return .failure(error)
        }
    }
}
