import NIOCore
import NIOPosix
import Testing

/// A TCP server that is not Redis: it says the same to everybody.
enum Stranger {
    /// What it says, and when.
    struct Manners: Sendable {
        /// What it says before it is asked.
        var greeting = ""
        /// What it says whenever something arrives: the first answer first, the last one for ever.
        var answers: [String] = []
        /// Whether it closes at once.
        var closes = false
        /// Whether it closes after the first answer.
        var closesAfterAnswer = false
    }

    /// Runs a closure while the server listens on a port.
    static func with(_ manners: Manners, _ body: (Int) async throws -> Void) async throws {
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        do {
            let channel = try await ServerBootstrap(group: group)
                .childChannelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(Handler(manners))
                    }
                }
                .bind(host: "127.0.0.1", port: 0).get()
            let port = try #require(channel.localAddress?.port)
            try await body(port)
            try await group.shutdownGracefully()
        } catch {
            try await group.shutdownGracefully()
            throw error
        }
    }

    private final class Handler: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private var manners: Manners

        init(_ manners: Manners) { self.manners = manners }

        func channelActive(context: ChannelHandlerContext) {
            say(manners.greeting, context)
            if manners.closes { context.close(promise: nil) }
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard let answer = manners.answers.first else { return }
            if manners.answers.count > 1 { manners.answers.removeFirst() }
            say(answer, context)
            if manners.closesAfterAnswer { context.close(promise: nil) }
        }

        private func say(_ words: String, _ context: ChannelHandlerContext) {
            guard !words.isEmpty else { return }
            context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: words)), promise: nil)
        }
    }
}
