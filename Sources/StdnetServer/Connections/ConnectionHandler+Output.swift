internal import MemoryBackend
internal import NIOCore

// What goes out, and who is cut off because it does not.
extension ConnectionHandler {
    func flushReplies(_ context: ChannelHandlerContext) {
        context.flush()
        guard limits.limitsReplies, !isEnding else { return }
        if exceeds(limits.output.normal, context) { cutOff(context) }
    }

    func write(_ output: [UInt8], _ context: ChannelHandlerContext) {
        guard !output.isEmpty else { return }
        context.write(
            wrapOutboundOut(context.channel.allocator.buffer(bytes: output)),
            promise: nil
        )
    }

    /// Sends what came late; when it was the reply that was waited for, goes on.
    func sendLate(_ context: ChannelHandlerContext) {
        guard !isAway else { return }
        let content = late.take()
        guard !isEnding else { return }
        if content.isOverfull { return cutOff(context) }
        write(content.bytes, context)
        if content.hasReply { isWaiting = false }
        context.flush()
        // Who was ended by others does not get to decide when, by reading or not.
        if content.hasEnded { return cutOff(context) }
        if content.hasPush, exceeds(limits.output.pubSub, context) { return cutOff(context) }
        if content.hasReply { goOn(context) }
    }

    /// Whether more waits for the client to read it than may, or has for too long.
    private func exceeds(_ limit: OutputLimits.Limit, _ context: ChannelHandlerContext) -> Bool {
        let waiting =
            (try? context.channel.syncOptions?.getOption(.bufferedWritableBytes)) ?? 0
        if limit.hard > 0, waiting >= limit.hard { return true }
        guard limit.soft > 0, waiting >= limit.soft else {
            slowSince = nil
            return false
        }
        let now = NIODeadline.now()
        guard let since = slowSince else {
            slowSince = now
            return false
        }
        return now - since > .seconds(Int64(limit.seconds))
    }

    /// Ends the connection at once, whatever waits to be sent.
    private func cutOff(_ context: ChannelHandlerContext) {
        isEnding = true
        batch = nil
        connection.close()
        context.close(promise: nil)
    }

    func fail(_ failure: ProtocolError, _ context: ChannelHandlerContext) {
        end(context, with: failure.reply)
    }

    /// Ends the connection once what was written is sent.
    func end(_ context: ChannelHandlerContext, with output: [UInt8] = []) {
        isEnding = true
        batch = nil
        connection.close()
        let last = context.channel.allocator.buffer(bytes: output)
        context.writeAndFlush(wrapOutboundOut(last)).assumeIsolated().whenComplete { _ in
            context.close(promise: nil)
        }
    }
}
