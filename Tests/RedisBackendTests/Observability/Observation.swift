import InMemoryTracing
import RedisBackend
import StdnetTesting
import Tracing

/// Everything that a backend can be observed by.
struct Observation {
    let log = LogRecorder()
    let metrics = MetricsRecorder()
    let tracer = InMemoryTracer()

    var options: RedisOptions {
        var options = RedisOptions()
        options.metrics = metrics
        options.tracer = tracer
        return options
    }

    /// Every word that left the backend.
    var text: String {
        let spans = tracer.finishedSpans.map { span in
            "\(span.operationName) \(span.attributes.sorted) \(span.events) \(span.errors) "
                + "\(String(describing: span.status))"
        }
        return ([log.text, metrics.text] + spans).joined(separator: "\n")
    }

    /// Runs a test against a server of its own and a backend that is observed.
    func withRedis(
        _ options: RedisServer.Options = .init(),
        parameters: String = "",
        _ body: (RedisBackend, RedisServer) async throws -> Void
    ) async throws {
        try await withRedisServer(options) { (server) async throws in
            let redis = try await RedisBackend.connect(
                to: server.url + parameters,
                options: self.options,
                logger: log.logger
            )
            do {
                try await body(redis, server)
                await redis.close()
            } catch {
                await redis.close()
                throw error
            }
        }
    }
}

extension SpanAttributes {
    /// Names and values as text.
    var sorted: [String] {
        var words: [String] = []
        forEach { name, value in words.append("\(name)=\(value.text)") }
        return words.sorted()
    }
}

extension SpanAttribute {
    fileprivate var text: String {
        switch self {
        case .string(let text): text
        case .int32(let number): "\(number)"
        case .int64(let number): "\(number)"
        default: "\(self)"
        }
    }
}
