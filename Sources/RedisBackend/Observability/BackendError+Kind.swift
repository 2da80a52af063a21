internal import StdnetBackend

extension BackendError {
    /// What failed, in one word for counters and spans: an error code of Redis, or why there is no
    /// reply.
    ///
    /// Never a word of a message: those quote what was sent.
    var kind: String {
        switch self {
        case .connection(let failure): failure.kind
        case .conflict: "conflict"
        case .wrongType: "WRONGTYPE"
        case .invalidRequest: "invalid_request"
        case .decoding: "decoding"
        case .server(let code, _): Self.isCodeOfRedis(code) ? code : Self.otherKind
        case .cancelled: "cancelled"
        }
    }

    /// What OpenTelemetry calls a failure of no known kind.
    static let otherKind = "_OTHER"
}

extension ConnectionFailure {
    fileprivate var kind: String {
        switch self {
        case .unreachable: "unreachable"
        case .lost: "lost"
        case .closed: "closed"
        case .timedOut: "timeout"
        case .authentication: "authentication"
        case .notRedis: "not_redis"
        case .exhausted: "exhausted"
        }
    }
}
