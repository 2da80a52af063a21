extension BackendError {
    /// What the caller of a failed call does next.
    @nonexhaustive
    public enum NextMove: Sendable, Equatable, CaseIterable {
        /// Make the same call again, after a pause: it surely did not run, and what stood in its way
        /// passes.
        case retry
        /// Connect again: the backend was closed by its owner, the call surely did not run.
        case reconnect
        /// Look before the call is made again: it may have run.
        case checkState
        /// Read again and decide: somebody else was faster, or things are not as they were thought.
        case reload
        /// Choose another key or remove what is there: the key holds what the call can't work with.
        case fixKey
        /// Correct the call: it can't work as it is, whenever it is made.
        case fixCall
        /// Correct the user, the password, or what the user may do.
        case fixCredentials
        /// Correct the connection string: it leads to a server that can't serve this call.
        case fixConnectionString
        /// Make room on the server: delete, let keys expire, or give it more memory.
        case freeMemory
        /// Ask who runs the server: it refuses until somebody has looked after it.
        case askAdministrator
        /// Report a bug, of this library or of the server.
        case reportBug
        /// Nothing: the caller itself has given up.
        case giveUp
    }

    /// What the caller does next.
    ///
    /// ```swift
    /// switch error.nextMove {
    /// case .retry: try await pause(then: again)
    /// case .checkState, .reload: try await readAgain()
    /// default: throw error
    /// }
    /// ```
    public var nextMove: NextMove {
        switch self {
        case .connection(let failure): failure.nextMove
        case .conflict: .reload
        case .wrongType: .fixKey
        case .invalidRequest: .fixCall
        case .decoding: .reportBug
        case .server(let code, let message): Self.nextMove(code: code, message: message)
        case .cancelled: .giveUp
        }
    }

    /// Whether the same call may succeed when it is made again: only where it surely did not run.
    public var isRetryable: Bool { nextMove == .retry || nextMove == .reconnect }

    private static func nextMove(code: String, message: String) -> NextMove {
        switch code {
        case "ERR" where message.hasPrefix("max number of clients"): return .retry
        case "EXECABORT":
            // Nothing of the transaction ran, for the reason that is quoted where there is one.
            guard let quote = message.ranges(of: "because of: ").first else { return .fixCall }
            let cause = parts(of: String(message[quote.upperBound...]))
            return nextMove(code: cause.code, message: cause.message)
        default: return nextMoves[code] ?? .checkState
        }
    }

    /// Whether an error code is one of Redis's own, not one that a script or a module invented.
    package static func isCodeOfRedis(_ code: String) -> Bool { nextMoves[code] != nil }

    /// What each error code of Redis asks for.
    ///
    /// A code that is not here comes from a script or a module, which may have written before.
    static let nextMoves: [String: NextMove] = [
        "ASK": .fixConnectionString,
        "BUSY": .retry,
        "BUSYGROUP": .reload,
        "BUSYKEY": .reload,
        "CLUSTERDOWN": .retry,
        "CROSSSLOT": .fixCall,
        "DENIED": .askAdministrator,
        "ERR": .fixCall,
        "EXECABORT": .fixCall,
        "INPROG": .retry,
        "IOERR": .checkState,
        "LOADING": .retry,
        "MASTERDOWN": .retry,
        "MISCONF": .askAdministrator,
        "MOVED": .fixConnectionString,
        "NOAUTH": .fixCredentials,
        "NOGOODSLAVE": .retry,
        "NOGROUP": .reload,
        "NOMASTERLINK": .retry,
        "NOPERM": .fixCredentials,
        "NOPROTO": .fixConnectionString,
        "NOREPLICAS": .retry,
        // Scripts that are run as scripts are loaded when they are not there: a digest was sent bare.
        "NOSCRIPT": .fixCall,
        "NOTBUSY": .reload,
        "OOM": .freeMemory,
        // A replica refuses to write: until the fail-over is done, or for ever where the connection
        // string names a replica.
        "READONLY": .retry,
        "TRYAGAIN": .retry,
        "UNBLOCKED": .retry,
        "UNKILLABLE": .askAdministrator,
        "WRONGPASS": .fixCredentials,
        "WRONGTYPE": .fixKey,
    ]
}

extension ConnectionFailure {
    fileprivate var nextMove: BackendError.NextMove {
        switch self {
        case .unreachable, .exhausted: .retry
        case .closed: .reconnect
        case .lost, .timedOut: .checkState
        case .authentication: .fixCredentials
        case .notRedis: .fixConnectionString
        }
    }
}
