internal import MemoryBackend
internal import NIOCore

/// One connection: bytes in, commands run, bytes out.
///
/// All commands of one read run in one call and are answered by one write. While a command waits, or
/// the client does not read its replies, the rest is held, and no more is read from the socket when
/// that is much.
final class ConnectionHandler: ChannelDuplexHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// How many bytes are read ahead of a command that waits.
    private static let heldAhead = 64 << 10
    /// After how many bytes of replies the client gets its turn to read them.
    private static let outputPortion = 1 << 20

    let connection: MemoryConnection
    let late: LateOutput
    private let scratch: LoopScratch
    private let host: ConnectionHost
    var limits: ServerLimits { host.limits }

    private var parser = RequestParser()
    /// Commands that have not run, or the beginning of one.
    var batch: RequestBatch?
    /// What ended the understanding: reported when all that came before it has run.
    private var failure: ProtocolError?
    var isWaiting = false
    var isEnding = false
    /// Whether commands run on another thread, or wait for one.
    var isAway = false
    /// Whether the client has used scripts: then one may be in its transactions.
    private var usesScripts = false
    /// Since when more waits to be sent than may wait for long.
    var slowSince: NIODeadline?
    /// Whether a read was asked for while none was wanted.
    private var owesRead = false

    init(
        _ connection: MemoryConnection,
        _ late: LateOutput,
        _ scratch: LoopScratch,
        _ host: ConnectionHost
    ) {
        self.connection = connection
        self.late = late
        self.scratch = scratch
        self.host = host
    }

    func handlerAdded(context: ChannelHandlerContext) {
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        let context = NIOLoopBound(context, eventLoop: context.eventLoop)
        let loop = context.value.eventLoop
        late.whenFilled { loop.execute { handler.value.sendLate(context.value) } }
    }

    func channelInactive(context: ChannelHandlerContext) {
        isEnding = true
        connection.close()
        late.whenFilled {}
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        isEnding = true
        context.close(promise: nil)
    }

    // Reading.

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isEnding, failure == nil else { return }
        let buffer = unwrapInboundIn(data)
        buffer.withUnsafeReadableBytes { bytes in
            if isHeldBack(context) {
                parser.hold(bytes)
            } else {
                work(context, bytes)
            }
        }
        if parser.heldCount > limits.queryBufferLimit { end(context) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        flushReplies(context)
        context.fireChannelReadComplete()
    }

    func read(context: ChannelHandlerContext) {
        if isEnding || isHeldBack(context) && parser.heldCount >= Self.heldAhead {
            owesRead = true
        } else {
            context.read()
        }
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { goOn(context) }
        context.fireChannelWritabilityChanged()
    }

    /// Whether requests have to wait: for a reply, or for the client to read.
    private func isHeldBack(_ context: ChannelHandlerContext) -> Bool {
        isWaiting || isAway || !context.channel.isWritable
    }

    /// Goes on with what was held back.
    func goOn(_ context: ChannelHandlerContext) {
        guard !isEnding, !isHeldBack(context) else { return }
        work(context, UnsafeRawBufferPointer(start: nil, count: 0))
        flushReplies(context)
        guard owesRead, !isEnding, !isHeldBack(context) else { return }
        owesRead = false
        context.read()
    }

    // Running.

    /// Runs what is there, reads what was received, and so on, until something has to be waited for.
    private func work(_ context: ChannelHandlerContext, _ received: UnsafeRawBufferPointer) {
        var received = received
        var batch = self.batch ?? scratch.takeBatch()
        self.batch = nil
        while !isEnding {
            if !batch.hasCommands {
                batch.removeCommands()
                if failure == nil { read(received, into: &batch) }
                received = UnsafeRawBufferPointer(start: nil, count: 0)
            }
            guard batch.hasCommands else {
                if let failure { fail(failure, context) }
                break
            }
            run(&batch, context)
            guard !isHeldBack(context) else { break }
        }
        if !received.isEmpty { parser.hold(received) }
        if batch.isEmpty || isEnding { scratch.giveBack(batch) } else { self.batch = batch }
    }

    private func read(_ received: UnsafeRawBufferPointer, into batch: inout RequestBatch) {
        let isUnauthenticated = limits.requiresPassword && !connection.isAuthenticated
        do throws(ProtocolError) {
            try parser.read(
                received,
                into: &batch,
                limits: RequestLimits(limits, isUnauthenticated: isUnauthenticated),
                // The next command may say the password, and then more is allowed.
                maxCommands: isUnauthenticated ? 1 : .max
            )
        } catch {
            failure = error
        }
    }

    private func run(_ batch: inout RequestBatch, _ context: ChannelHandlerContext) {
        if host.runsScripts, needsLane(batch) {
            return sendAway(context) { done in
                connection.processOnLane(
                    batch.calls(limit: Self.outputPortion),
                    precede: late.move,
                    start: host.startLane,
                    done: done
                )
            }
        }
        let isDone = scratch.withOutput { output in
            // The calls are gone when the batch is cleared, so that it keeps its memory.
            let progress = connection.process(
                batch.calls(limit: Self.outputPortion),
                into: &output,
                precede: late.move
            )
            guard let progress else { return false }
            settle(progress, output, &batch, context)
            return true
        }
        guard !isDone else { return }
        sendAway(context) { done in
            connection.processLater(
                batch.calls(limit: Self.outputPortion),
                precede: late.move,
                done: done
            )
        }
    }

    private func needsLane(_ batch: RequestBatch) -> Bool {
        guard !batch.hasScript else {
            usesScripts = true
            return true
        }
        return usesScripts && batch.hasExec
    }

    /// Has commands run elsewhere, and goes on when they have.
    private func sendAway(
        _ context: ChannelHandlerContext,
        _ work: (@escaping @Sendable (MemoryConnection.Progress, [UInt8]) -> Void) -> Void
    ) {
        isAway = true
        let handler = NIOLoopBound(self, eventLoop: context.eventLoop)
        let bound = NIOLoopBound(context, eventLoop: context.eventLoop)
        let loop = context.eventLoop
        work { progress, output in
            loop.execute { handler.value.comeBack(progress, output, bound.value) }
        }
    }

    private func comeBack(
        _ progress: MemoryConnection.Progress,
        _ output: [UInt8],
        _ context: ChannelHandlerContext
    ) {
        isAway = false
        guard !isEnding, var batch = batch.take() else { return }
        settle(progress, output, &batch, context)
        if !batch.isEmpty { self.batch = batch }
        // What came meanwhile comes after the replies.
        sendLate(context)
        goOn(context)
    }

    /// Notes how far the commands have come, and writes the replies.
    private func settle(
        _ progress: MemoryConnection.Progress,
        _ output: [UInt8],
        _ batch: inout RequestBatch,
        _ context: ChannelHandlerContext
    ) {
        switch progress {
        case .done: batch.next = batch.ends.count
        case .waiting(let next):
            batch.next = next
            isWaiting = true
        case .full(let next): batch.next = next
        case .closing: end(context, with: output)
        case .shutdown:
            end(context, with: output)
            host.shutdown()
        }
        if !isEnding { write(output, context) }
        if !batch.hasCommands { batch.removeCommands() }
    }
}
