internal import Logging
internal import NIOCore
internal import StdnetBackend
internal import Tracing

/// Tells the log, the metrics and the tracer of batches: names, counts and times, and nothing that a
/// caller wrote.
struct BatchObserver: Sendable {
    private let logger: Logger
    private let metrics: BackendMetrics?
    private let tracer: (any Tracer)?
    private let place: ServerPlace

    init(_ connector: Connector, tracer: (any Tracer)?) {
        logger = connector.logger
        metrics = connector.metrics
        self.tracer = tracer
        place = ServerPlace(connector.target, database: connector.string.database)
    }

    /// Whether anybody wants to hear of batches; asked for every batch, so it costs next to nothing.
    var isWatching: Bool { metrics != nil || tracer != nil || logger.logLevel <= .debug }

    /// Runs a batch and tells what became of it.
    func watch(
        _ batch: CommandBatch,
        _ run: () async throws(BackendError) -> [Reply]
    ) async throws(BackendError) -> [Reply] {
        let span = tracer.map { BatchSpan(batch, at: place, in: $0) }
        let start = NIODeadline.now()
        do throws(BackendError) {
            let replies = try await run()
            report(batch, start: start, failures: failureKinds(replies, of: batch), span)
            return replies
        } catch {
            report(batch, start: start, failures: [error.kind], span)
            throw error
        }
    }

    private func failureKinds(_ replies: [Reply], of batch: CommandBatch) -> [String] {
        var kinds: [String] = []
        for (position, reply) in replies.enumerated() where reply.kind == .error {
            do throws(BackendError) { _ = try batch.checked(reply, at: position) } catch {
                kinds.append(error.kind)
            }
        }
        return kinds
    }

    private func report(
        _ batch: CommandBatch,
        start: NIODeadline,
        failures: [String],
        _ span: BatchSpan?
    ) {
        let time = NIODeadline.now() - start
        span?.end(failure: failures.first)
        metrics?.record(batch, nanoseconds: time.nanoseconds, failures: failures)
        guard logger.logLevel <= .debug else { return }
        var metadata: Logger.Metadata = [
            "command": "\(BatchName(batch))", "keys": "\(batch.keyCount)",
            "duration": "\(Duration.nanoseconds(time.nanoseconds))",
        ]
        if batch.count > 1 { metadata["commands"] = "\(batch.count)" }
        if let failure = failures.first { metadata["failure"] = "\(failure)" }
        logger.debug(failures.isEmpty ? "answered" : "failed", metadata: metadata)
    }
}

extension CommandBatch {
    /// How many keys the commands name.
    fileprivate var keyCount: Int {
        (0..<count).reduce(0) { sum, position in
            withVector(position) { vector in
                sum + (CommandTable.redis[vector[0]]?.keys.positions(in: vector).count ?? 0)
            }
        }
    }
}
