internal import Logging
internal import NIOCore
internal import StdnetBackend

/// The loop's side of a connection: sends what the queue holds, hands replies to it, watches time.
///
/// Everything that tasks wrote since the last turn of the loop goes out in one write.
final class RedisChannelHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// A buffer that grew larger than this is not kept.
    private static let keptCapacity = 1 << 20

    private let calls: PendingCalls
    private let reader: ReplyReader
    private let address: String
    private let logger: Logger
    private var context: ChannelHandlerContext?
    private var sending = ByteBuffer()
    private var timer: (instant: NIODeadline, task: Scheduled<Void>)?
    private var isReading = false

    init(calls: PendingCalls, address: String, logger: Logger) throws(BackendError) {
        self.calls = calls
        self.address = address
        self.logger = logger
        reader = try ReplyReader()
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelInactive(context: ChannelHandlerContext) {
        end(.connection(.lost(address: address)))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        logger.debug("transport error", metadata: metadata(error))
        context.close(promise: nil)
    }

    // MARK: Sending

    /// Sends everything that calls have written so far.
    func flush() {
        if sending.capacity > Self.keptCapacity { sending = ByteBuffer() } else { sending.clear() }
        let deadline = calls.withLock { $0.exchangeOutgoing(for: &sending) }
        guard let context, context.channel.isActive else {
            resumeClosers()
            return
        }
        context.writeAndFlush(wrapOutboundOut(sending), promise: nil)
        if let deadline { watch(deadline, context) }
        if !isReading { startReading(context) }
    }

    /// Reads only once there is a call: whatever a stranger says first is then its answer.
    private func startReading(_ context: ChannelHandlerContext) {
        isReading = true
        context.channel.setOption(.autoRead, value: true).assumeIsolated().whenFailure { error in
            context.fireErrorCaught(error)
        }
    }

    // MARK: Reading

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        do throws(BackendError) {
            try unwrapInboundIn(data).withUnsafeReadableBytes { bytes throws(BackendError) in
                try reader.feed(bytes)
            }
            try deliver()
        } catch {
            fail(error, context)
        }
        closeIfDrained()
    }

    private func deliver() throws(BackendError) {
        guard let batch = reader.take() else { return }
        let (completions, unexpected) = calls.withLock { $0.deliver(batch) }
        for completion in completions { completion.resume() }
        if let unexpected {
            throw .decoding(
                expected: "no reply, for nothing was asked",
                found: "\(unexpected.kind)"
            )
        }
    }

    /// Closes a connection whose other side does not keep to the protocol.
    private func fail(_ reason: BackendError, _ context: ChannelHandlerContext) {
        // What was complete before the error is an answer all the same.
        if let batch = reader.take() {
            for completion in calls.withLock({ $0.deliver(batch) }).completions {
                completion.resume()
            }
        }
        end(reason)
        context.close(promise: nil)
    }

    // MARK: Time

    /// One timer for all calls: it runs at the earliest deadline, not at each.
    private func watch(_ instant: NIODeadline, _ context: ChannelHandlerContext) {
        if let timer {
            guard instant < timer.instant else { return }
            timer.task.cancel()
        }
        let loop = context.eventLoop.assumeIsolated()
        let task = loop.scheduleTask(deadline: instant) { self.expire() }
        timer = (instant, task)
    }

    private func expire() {
        timer = nil
        let (completions, next) = calls.withLock { $0.expire(at: .now()) }
        for completion in completions { completion.resume() }
        if let next, let context { watch(next, context) }
        closeIfDrained()
    }

    // MARK: The end

    /// Closes the channel when the owner asked for it and everything is answered.
    func closeIfDrained() {
        if calls.withLock({ $0.isDrained }) { close() }
    }

    /// Closes the channel, whoever may wait.
    func close() { context?.close(promise: nil) }

    private func end(_ reason: BackendError) {
        timer?.task.cancel()
        timer = nil
        // A stranger may speak, and be found out, before anything is asked of it.
        let failure: ConnectionFailure =
            if case .decoding = reason { .notRedis(address: address) } else {
                .unreachable(address: address, reason: "\(reason)")
            }
        let refusal = BackendError.connection(failure)
        let completions = calls.withLock { $0.end(reason, later: refusal) }
        if !completions.isEmpty {
            logger.warning("connection ended with calls waiting", metadata: metadata(reason))
        }
        for completion in completions { completion.resume() }
        resumeClosers()
    }

    private func resumeClosers() {
        for closer in calls.withLock({ $0.takeClosers() }) { closer.resume() }
    }

    private func metadata(_ error: any Error) -> Logger.Metadata {
        ["address": "\(address)", "reason": "\(error)"]
    }
}
