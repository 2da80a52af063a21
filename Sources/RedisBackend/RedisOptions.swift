/// What a Redis backend may do besides what its connection string says.
public struct RedisOptions: Sendable {
    /// How long to wait between attempts to connect again.
    public var backoff = Backoff()
    /// How many connections at most serve one call each: those that wait, watch or subscribe.
    public var dedicatedLimit = 64
    /// How long such a connection is kept when nobody uses it.
    public var idleTime: Duration = .seconds(60)
    /// How many times a call is made again after its connection was lost, where that does no harm.
    public var retryLimit = 3

    /// The defaults.
    public init() {}
}
