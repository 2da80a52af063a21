internal import Logging
internal import NIOCore
internal import StdnetBackend

/// How connections to one server are made: read once from the connection string.
struct Connector: Sendable {
    private(set) var string: ConnectionString
    let target: ConnectionTarget
    let group: any EventLoopGroup
    let logger: Logger
    let backoff: Backoff
    /// After how long without a word a connection that only receives is asked for a sign.
    let silenceLimit: Duration
    let metrics: BackendMetrics?

    var address: String { target.address }

    /// The same connections, but in protocol 3.
    var speakingThree: Connector {
        var other = self
        other.string.protocolVersion = 3
        return other
    }

    /// The same connections, but in protocol 2.
    var speakingTwo: Connector {
        var other = self
        other.string.protocolVersion = 2
        return other
    }

    /// Makes one connection; what comes back is ready for calls.
    func connect() async throws(BackendError) -> RedisConnection {
        try await RedisConnection.open(
            string,
            at: target,
            on: group,
            logger: logger,
            metrics: metrics
        )
    }
}

extension BackendError {
    /// Whether the next attempt to connect may go better.
    ///
    /// A server that is starting, or that has no room, will have; a wrong password stays wrong.
    var isPassing: Bool {
        switch self {
        case .connection(.unreachable), .connection(.lost), .connection(.timedOut): true
        case .server(let code, let message):
            ["LOADING", "BUSY", "MASTERDOWN", "TRYAGAIN"].contains(code)
                || message.hasPrefix("max number of clients")
        default: false
        }
    }
}
