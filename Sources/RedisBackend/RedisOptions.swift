public import CoreMetrics
public import Tracing

/// What a Redis backend may do besides what its connection string says.
public struct RedisOptions: Sendable {
    /// How long to wait between attempts to connect again.
    public var backoff = Backoff()
    /// How many connections at most serve one call each: those that wait, watch or subscribe.
    public var dedicatedLimit = 64
    /// How long such a connection is kept when nobody uses it.
    public var idleTime: Duration = .seconds(60)
    /// After how long without a word the connection of a subscription is asked for a sign; when none
    /// comes for as long again, it is made anew.
    public var silenceLimit: Duration = .seconds(15)
    /// How many times a call is made again after its connection was lost, where that does no harm.
    public var retryLimit = 3
    /// Where metrics go; nil measures nothing.
    ///
    /// `MetricsSystem.factory` is what the process was set up with. There are, in nanoseconds, bytes
    /// and numbers:
    /// - the timer `stdnet.redis.command`, by `command`: a name of the command table, `other` for a
    ///   name that is not in it, a script's name, or `pipeline` or `transaction` for several commands;
    /// - the counter `stdnet.redis.failures`, by `kind`: an error code of Redis or why there was no
    ///   reply;
    /// - the counters `stdnet.redis.bytes.sent`, `stdnet.redis.bytes.received` and
    ///   `stdnet.redis.reconnects`;
    /// - the meter `stdnet.redis.dedicated.connections`, by `state`: `in_use` or `idle`.
    public var metrics: (any MetricsFactory)?
    /// Where traces go; nil traces nothing.
    ///
    /// Every batch is one span of the kind "client" with the attributes that OpenTelemetry's semantic
    /// conventions 1.33 have for Redis: never a key, never a value.
    public var tracer: (any Tracer)?

    /// The defaults.
    public init() {}
}
