/// Everything that can go wrong with a backend, by what the caller can do about it.
///
/// Both backends throw equal errors for equal causes. No description holds a password.
@nonexhaustive
public enum BackendError: Error, Equatable, Sendable {
    /// No reply: try again, see ``isRetryable``.
    case connection(ConnectionFailure)
    /// Somebody else was faster: reload and decide.
    case conflict(Conflict)
    /// A key holds another kind of value: fix the key. `expected` and `found` are nil when unknown.
    case wrongType(key: String, expected: KeyType?, found: KeyType?)
    /// The call can't work: fix the call.
    case invalidRequest(String)
    /// A reply that nobody expected: report a bug.
    case decoding(expected: String, found: String)
    /// The server refused, with its error code and its words.
    case server(code: String, message: String)
    /// The task was cancelled before there was a reply.
    case cancelled
}

/// Why there is no reply.
@nonexhaustive
public enum ConnectionFailure: Equatable, Sendable {
    /// Nobody answers at this address.
    case unreachable(address: String, reason: String)
    /// The connection ended while requests were waiting; they may have run.
    case lost(address: String)
    /// The connection was closed by its owner before the request was sent.
    case closed
    /// No reply within this time; the request may have run.
    case timedOut(after: Duration)
    /// The server did not accept the user or the password.
    case authentication(String)
    /// What answers does not speak the Redis protocol.
    case notRedis(address: String)
    /// All connections that a call may have for itself are in use, as many as this.
    case exhausted(limit: Int)
}

/// Why somebody else's change stands in the way.
@nonexhaustive
public enum Conflict: Equatable, Sendable {
    /// A watched key was changed; nothing of the transaction ran.
    case watchedKeyChanged
}

/// What a key holds.
public enum KeyType: String, Sendable, CaseIterable {
    case none, string, list, set, zset, hash, stream
}

extension BackendError: CustomStringConvertible {
    /// One sentence, without a password.
    public var description: String {
        switch self {
        case .connection(let failure): failure.description
        case .conflict(.watchedKeyChanged): "a watched key was changed by somebody else"
        case .wrongType(let key, let expected, let found):
            "key '\(key)' holds \(found.map { "a \($0)" } ?? "another type")"
                + (expected.map { " where a \($0) is expected" } ?? "")
        case .invalidRequest(let reason): reason
        case .decoding(let expected, let found): "expected \(expected), got \(found)"
        case .server(let code, let message): "the server says: \(code) \(message)"
        case .cancelled: "cancelled"
        }
    }
}

extension ConnectionFailure: CustomStringConvertible {
    /// One sentence, without a password.
    public var description: String {
        switch self {
        case .unreachable(let address, let reason): "no connection to \(address): \(reason)"
        case .lost(let address): "the connection to \(address) was lost"
        case .closed: "the connection is closed"
        case .timedOut(let limit): "no reply within \(limit)"
        case .authentication(let reason): "not accepted: \(reason)"
        case .exhausted(let limit): "all \(limit) connections of this kind are in use"
        case .notRedis(let address): "what answers at \(address) is not Redis"
        }
    }
}
