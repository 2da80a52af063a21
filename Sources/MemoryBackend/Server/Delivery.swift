import StdnetBackend

/// What reaches a client without being the direct reply to its call.
enum Delivery: Sendable {
    /// The reply to the call that waits; empty when the client wants to hear none.
    case reply(ReplyBuilder)
    /// The call that was held back has to be made again.
    case retry
    /// A message, an invalidation, a line of MONITOR.
    case push(ReplyBuilder)
    /// The server has ended the connection.
    case end
}
