internal import Logging
internal import NIOCore
internal import NIOPosix
internal import StdnetBackend

extension RedisConnection {
    private typealias BoundHandler = NIOLoopBound<RedisChannelHandler>

    /// Connects and introduces itself; what comes back is ready for calls.
    static func open(
        _ string: ConnectionString,
        at target: ConnectionTarget,
        on group: any EventLoopGroup,
        logger: Logger,
        metrics: BackendMetrics?
    ) async throws(BackendError) -> RedisConnection {
        let deadline = string.timeout.map { CallQueue.Deadline(after: $0) }
        let calls = PendingCalls()
        let handler = try await connect(
            target,
            speaking: string.protocolVersion,
            limit: string.timeout,
            on: group,
            calls: calls,
            logger: logger,
            metrics: metrics
        )
        let connection = RedisConnection(
            address: target.address,
            calls: calls,
            handler: handler
        )
        do throws(BackendError) {
            try await Handshake(string).perform(on: connection, by: deadline)
        } catch {
            let hasAgreed = await hasAgreed(on: target, handler)
            connection.abort()
            guard case .connection(.timedOut(let limit)) = error, !hasAgreed else { throw error }
            let reason = "no agreement on TLS within \(limit); does it speak TLS at this port?"
            throw .connection(.unreachable(address: target.address, reason: reason))
        }
        logger.debug("connected", metadata: ["address": "\(target.address)"])
        return connection
    }

    /// Whether the other side has proved itself, where it had to.
    private static func hasAgreed(
        on target: ConnectionTarget,
        _ handler: BoundHandler
    ) async -> Bool {
        guard case .host(_, _, .some) = target else { return true }
        return await withCheckedContinuation { waiter in
            handler.eventLoop.execute {
                waiter.resume(returning: handler.value.hasPeerCertificate)
            }
        }
    }

    private static func connect(
        _ target: ConnectionTarget,
        speaking version: Int,
        limit: Duration?,
        on group: any EventLoopGroup,
        calls: PendingCalls,
        logger: Logger,
        metrics: BackendMetrics?
    ) async throws(BackendError) -> BoundHandler {
        let address = target.address
        let prepare: @Sendable (any Channel) -> EventLoopFuture<BoundHandler> = { channel in
            channel.eventLoop.makeCompletedFuture {
                let handler = RedisChannelHandler(
                    calls: calls,
                    parser: version == 3 ? RESPParser() : try HiredisParser(),
                    address: address,
                    patience: limit,
                    logger: logger,
                    metrics: metrics
                )
                if case .host(_, _, let tls?) = target {
                    try channel.pipeline.syncOperations.addHandler(try tls.makeHandler())
                }
                try channel.pipeline.syncOperations.addHandler(handler)
                return NIOLoopBound(handler, eventLoop: channel.eventLoop)
            }
        }
        let bootstrap = bootstrap(on: group, limit: limit)
        do {
            switch target {
            case .host(let host, let port, _):
                return
                    try await bootstrap
                    .channelOption(.tcpOption(.tcp_nodelay), value: 1)
                    .channelOption(.socketOption(.so_keepalive), value: 1)
                    .connect(host: host, port: port, channelInitializer: prepare)
            case .unixSocket(let path):
                return try await bootstrap.connect(
                    unixDomainSocketPath: path,
                    channelInitializer: prepare
                )
            }
        } catch {
            throw failure(error, address: address, limit: limit)
        }
    }

    private static func bootstrap(
        on group: any EventLoopGroup,
        limit: Duration?
    ) -> ClientBootstrap {
        // The bootstrap knows no "never"; a year is as good.
        ClientBootstrap(group: group)
            .connectTimeout(limit.map { TimeAmount($0) } ?? .hours(24 * 365))
            .channelOption(.autoRead, value: false)
            .channelOption(.maxMessagesPerRead, value: 4)
            .channelOption(.writeBufferWaterMark, value: .init(low: 1 << 18, high: 1 << 20))
            .channelOption(
                .recvAllocator,
                value: AdaptiveRecvByteBufferAllocator(
                    minimum: 1 << 10,
                    initial: 1 << 16,
                    maximum: 1 << 18
                )
            )
    }

    private static func failure(
        _ error: any Error,
        address: String,
        limit: Duration?
    ) -> BackendError {
        if let error = error as? BackendError { return error }
        if case ChannelError.connectTimeout = error, let limit {
            return .connection(.timedOut(after: limit))
        }
        return .connection(.unreachable(address: address, reason: reason(error)))
    }

    /// One sentence from an error of the network layer, which can hold several.
    private static func reason(_ error: any Error) -> String {
        guard let error = error as? NIOConnectionError else { return "\(error)" }
        let reasons =
            error.connectionErrors.map { "\($0.error)" }
            + [error.dnsAError, error.dnsAAAAError].compactMap { $0.map { "\($0)" } }
        return reasons.isEmpty ? "\(error)" : Array(Set(reasons)).sorted().joined(separator: "; ")
    }
}
