internal import Logging
internal import NIOCore
internal import StdnetBackend

/// The loop's side of a connection: sends what the queue holds, hands replies to it, watches time.
///
/// Everything that tasks wrote since the last turn of the loop goes out in one write. When the
/// socket does not take it, the queue waits until it does.
final class RedisChannelHandler: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer
    /// Takes replies as they come, and nil when the connection has ended.
    typealias Receiver = @Sendable (ReplyBatch?) -> Void

    /// A buffer that grew larger than this is not kept.
    private static let keptCapacity = 1 << 20

    private let calls: PendingCalls
    private var parser: any ReplyParser
    private let address: String
    private let logger: Logger
    private let metrics: BackendMetrics?
    private var context: ChannelHandlerContext?
    private var sending = ByteBuffer()
    private var timer: (instant: NIODeadline, task: Scheduled<Void>)?
    private var isReading = false
    /// Whether a flush waits for the socket.
    private var holdsFlush = false
    /// Who gets all replies, where they are no answers to calls.
    private var receiver: Receiver?
    /// What broke the transport, when it said so.
    private var transportFailure: BackendError?
    /// How long the other side may be silent while it owes replies; nil for as long as it likes.
    private let patience: TimeAmount?
    private var lastHeard = NIODeadline.now()

    init(
        calls: PendingCalls,
        parser: any ReplyParser,
        address: String,
        patience: Duration?,
        logger: Logger,
        metrics: BackendMetrics?
    ) {
        self.calls = calls
        self.patience = patience.map { TimeAmount($0) }
        self.parser = parser
        self.address = address
        self.logger = logger
        self.metrics = metrics
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func channelInactive(context: ChannelHandlerContext) {
        end(transportFailure ?? .connection(.lost(address: address)))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        logger.debug("transport error", metadata: metadata(error))
        transportFailure = transportFailure ?? TLSFailure.error(for: error, at: address)
        context.close(promise: nil)
    }

    // MARK: Sending

    /// Sends everything that calls have written so far.
    func flush() {
        let deadline = calls.withLock { $0.takeDeadline() }
        if let deadline, let context { watch(deadline, context) }
        guard let context, context.channel.isActive else {
            // Nobody will send it: the queue has to hear that this flush is over.
            while calls.withLock({ $0.exchangeOutgoing(for: &sending) }) { sending.clear() }
            return resumeClosers()
        }
        if !isReading { startReading(context) }
        holdsFlush = true
        while holdsFlush, context.channel.isWritable {
            if sending.capacity > Self.keptCapacity {
                sending = ByteBuffer()
            } else {
                sending.clear()
            }
            holdsFlush = calls.withLock { $0.exchangeOutgoing(for: &sending) }
            metrics?.sent(sending.readableBytes)
            context.writeAndFlush(wrapOutboundOut(sending), promise: nil)
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if holdsFlush, context.channel.isWritable { flush() }
        context.fireChannelWritabilityChanged()
    }

    /// Reads only once there is a call: whatever a stranger says first is then its answer.
    private func startReading(_ context: ChannelHandlerContext) {
        isReading = true
        context.channel.setOption(.autoRead, value: true).assumeIsolated().whenFailure { error in
            context.fireErrorCaught(error)
        }
    }

    /// Whether the other side has shown a certificate.
    var hasPeerCertificate: Bool {
        guard let context else { return false }
        return TLSSettings.hasPeerCertificate(context.pipeline)
    }

    // MARK: Reading

    /// Hands all further replies to a receiver: none is an answer to a call any more.
    func receive(with receiver: @escaping Receiver) {
        self.receiver = receiver
        if context?.channel.isActive != true { endReceiver() }
    }

    private func endReceiver() {
        receiver?(nil)
        receiver = nil
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        lastHeard = .now()
        let received = unwrapInboundIn(data)
        metrics?.received(received.readableBytes)
        do throws(BackendError) {
            try received.withUnsafeReadableBytes { bytes throws(BackendError) in
                try parser.feed(bytes)
            }
            try deliver()
        } catch {
            fail(error, context)
        }
        closeIfDrained()
    }

    private func deliver() throws(BackendError) {
        guard let batch = parser.take() else { return }
        if let receiver { return receiver(batch) }
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
        if receiver == nil, let batch = parser.take() {
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
        let now = NIODeadline.now()
        let (completions, next) = calls.withLock { $0.expire(at: now) }
        giveUpIfSilent(now)
        for completion in completions { completion.resume() }
        if let next, let context { watch(next, context) }
        closeIfDrained()
    }

    /// Lets later calls have a new connection when this one looks dead.
    ///
    /// Nothing came for so long as a call may take, although replies were owed. What was sent may
    /// still be answered.
    private func giveUpIfSilent(_ now: NIODeadline) {
        guard let patience, lastHeard + patience <= now else { return }
        let isGivenUp = calls.withLock { queue in
            guard queue.isOpen, let since = queue.owedSince, since + patience <= now else {
                return false
            }
            queue.retire()
            return true
        }
        if isGivenUp {
            logger.warning("connection given up, it is silent", metadata: ["address": "\(address)"])
        }
    }

    // MARK: The end

    /// Closes the channel when the owner asked for it and everything is answered.
    func closeIfDrained() {
        if calls.withLock({ $0.isDrained }) { close() }
    }

    /// Leaves the channel to another handler, which reads only when it asks.
    func makeWay(for replacement: ByteStreamHandler) throws {
        guard let context, context.channel.isActive else {
            throw BackendError.connection(.lost(address: address))
        }
        end(.connection(.closed))
        let operations = context.pipeline.syncOperations
        do {
            try context.channel.syncOptions?.setOption(.autoRead, value: false)
            try operations.addHandler(replacement, position: .after(self))
        } catch {
            close()
            throw error
        }
        operations.removeHandler(self, promise: nil)
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
        if holdsFlush {
            holdsFlush = false
            flush()
        }
        endReceiver()
        resumeClosers()
    }

    private func resumeClosers() {
        for closer in calls.withLock({ $0.takeClosers() }) { closer.resume() }
    }

    private func metadata(_ error: any Error) -> Logger.Metadata {
        ["address": "\(address)", "reason": "\(error)"]
    }
}
