/// A backend that can give a task a connection for itself, as WATCH needs one.
public protocol ConnectionLending: Backend {
    /// Lends a connection for the time of a closure; nobody else's commands go over it.
    ///
    /// What is watched on it is forgotten at the end.
    ///
    /// - Throws: ``BackendError`` when there is no connection; what `body` throws.
    func withConnection<Result: Sendable>(
        _ body: (any Backend) async throws -> Result
    ) async throws -> Result
}

extension ConnectionLending {
    /// Reads keys, decides, and writes only if nobody has changed them meanwhile.
    ///
    /// ```swift
    /// let balance = try await redis.transaction(watching: ["balance"]) { connection in
    ///     let balance = try await connection.run(RawCommand("GET", "balance")).integer ?? 0
    ///     guard balance >= 10 else { throw NotEnough() }
    ///     return RawCommand("DECRBY", "balance", 10)
    /// }.integer
    /// ```
    ///
    /// - Parameters:
    ///   - keys: What must stay as it was read.
    ///   - attempts: How many times to try at most when somebody is faster.
    ///   - body: Reads through the connection and answers the command of the transaction.
    /// - Returns: The result of the command.
    /// - Throws: ``BackendError/conflict(_:)`` when somebody was faster every time; what `body`
    ///   throws, and then nothing was written.
    public func transaction<Key: CommandArgumentConvertible, C: Command>(
        watching keys: [Key],
        attempts: Int = 16,
        _ body: (any Backend) async throws -> C
    ) async throws -> C.Response {
        try await withConnection { (connection: any Backend) async throws -> C.Response in
            let watch = Arguments(watching: keys)
            for _ in 0..<max(attempts, 1) {
                if !keys.isEmpty { _ = try await connection.run(RawCommand(vector: watch)) }
                let command = try await body(connection)
                // Only the transaction's own conflict begins anew.
                do throws(BackendError) {
                    return try await connection.transaction(command)
                } catch {
                    guard error == .conflict(.watchedKeyChanged) else { throw error }
                }
            }
            throw BackendError.conflict(.watchedKeyChanged)
        }
    }

    /// Reads keys, decides, and runs several commands only if nobody has changed them meanwhile.
    ///
    /// - Parameters:
    ///   - keys: What must stay as it was read.
    ///   - attempts: How many times to try at most when somebody is faster.
    ///   - body: Reads through the connection and answers the commands of the transaction.
    /// - Returns: The results of the commands.
    /// - Throws: ``BackendError/conflict(_:)`` when somebody was faster every time; what `body`
    ///   throws, and then nothing was written.
    public func transaction<Key: CommandArgumentConvertible, each C: Command>(
        watching keys: [Key],
        attempts: Int = 16,
        _ body: (any Backend) async throws -> (repeat each C)
    ) async throws -> (repeat (each C).Response) {
        try await withConnection {
            (connection: any Backend) async throws -> (repeat (each C).Response) in
            let watch = Arguments(watching: keys)
            for _ in 0..<max(attempts, 1) {
                if !keys.isEmpty { _ = try await connection.run(RawCommand(vector: watch)) }
                let commands = try await body(connection)
                // Only the transaction's own conflict begins anew.
                do throws(BackendError) {
                    return try await connection.transaction(repeat each commands)
                } catch {
                    guard error == .conflict(.watchedKeyChanged) else { throw error }
                }
            }
            throw BackendError.conflict(.watchedKeyChanged)
        }
    }
}

extension Arguments {
    fileprivate init(watching keys: [some CommandArgumentConvertible]) {
        self.init()
        append("WATCH" as StaticString)
        for key in keys { append(key.commandArgument) }
    }
}
