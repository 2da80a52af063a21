internal import NIOCore
internal import StdnetBackend

/// Reads a connection as bytes, no faster than somebody asks for them.
final class ByteStreamHandler: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    let inbox = ByteInbox()
    private let address: String
    /// How long the other side may be silent; nil for as long as it likes.
    private let limit: Duration?
    private var context: ChannelHandlerContext?
    private var timer: Scheduled<Void>?

    init(address: String, limit: Duration?) {
        self.address = address
        self.limit = limit
    }

    func handlerAdded(context: ChannelHandlerContext) { self.context = context }

    func handlerRemoved(context: ChannelHandlerContext) {
        end(.connection(.closed))
        self.context = nil
    }

    /// Sends a request.
    func send(_ request: ByteBuffer) {
        context?.writeAndFlush(wrapOutboundOut(request), promise: nil)
    }

    /// Reads once, for no longer than the other side may be silent.
    func read() {
        guard let context, !inbox.isOver else { return }
        if let limit {
            timer?.cancel()
            timer = context.eventLoop.assumeIsolated().scheduleTask(in: TimeAmount(limit)) {
                self.end(.connection(.timedOut(after: limit)))
                self.close()
            }
        }
        context.read()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        inbox.receive(unwrapInboundIn(data))
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        // What came may be the transport's own, as TLS has it.
        if inbox.deliver() { context.read() } else { timer?.cancel() }
    }

    func channelInactive(context: ChannelHandlerContext) {
        end(.connection(.lost(address: address)))
        context.fireChannelInactive()
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        end(TLSFailure.error(for: error, at: address) ?? .connection(.lost(address: address)))
        context.close(promise: nil)
    }

    /// Ends the connection.
    func close() { context?.close(promise: nil) }

    private func end(_ reason: BackendError) {
        timer?.cancel()
        timer = nil
        inbox.end(reason)
    }
}
