import RedisBackend
import StdnetBackend
import StdnetTesting

/// Runs a test against a server of its own and a backend that is connected to it.
func withRedis(
    _ options: RedisServer.Options = .init(),
    parameters: String = "",
    _ body: (RedisBackend, RedisServer) async throws -> Void
) async throws {
    try await withRedisServer(options) { (server) async throws in
        let redis = try await RedisBackend.connect(to: server.url + parameters)
        do {
            try await body(redis, server)
            await redis.close()
        } catch {
            await redis.close()
            throw error
        }
    }
}

extension RedisBackend {
    /// Runs one command by its words.
    @discardableResult
    func call(_ words: String..., timeout: Duration? = nil) async throws(BackendError) -> Reply {
        var batch = CommandBatch(timeout: timeout)
        batch.append { vector in for word in words { vector.append(word) } }
        let replies = try await execute(batch)
        guard let reply = replies.first, replies.count == 1 else {
            throw .decoding(expected: "1 reply", found: "\(replies.count)")
        }
        return try batch.checked(reply, at: 0)
    }

    /// Runs commands by their words, separated by spaces.
    func batch(
        _ isolation: CommandBatch.Isolation,
        _ commands: String...
    ) async throws(BackendError) -> [Reply] {
        try await execute(CommandBatch(isolation: isolation, commands: commands))
    }
}

extension CommandBatch {
    init(isolation: Isolation = .pipeline, timeout: Duration? = nil, commands: [String]) {
        self.init(isolation: isolation, timeout: timeout)
        for command in commands {
            append { vector in
                for word in command.split(separator: " ") { vector.append(String(word)) }
            }
        }
    }
}

/// The error that a call throws; nil when it throws none.
func failure<Result>(
    of body: () async throws(BackendError) -> Result
) async -> BackendError? {
    do throws(BackendError) {
        _ = try await body()
        return nil
    } catch {
        return error
    }
}

/// A script without arguments that answers with what `decode` makes of it.
func script(_ lua: String, isRepeatable: Bool = false) -> Script<Reply> {
    Script(
        "test",
        lua: lua,
        isRepeatable: isRepeatable,
        twin: { (_, _, _, reply) throws(BackendError) in reply.null() },
        decode: { (reply) throws(BackendError) in reply }
    )
}
