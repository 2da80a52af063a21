internal import StdnetBackend
internal import Tracing

/// One batch as a span, with the attributes of OpenTelemetry's semantic conventions 1.33 for Redis.
struct BatchSpan {
    private let span: any Span

    init(_ batch: CommandBatch, at place: ServerPlace, in tracer: any Tracer) {
        let operation = batch.operationName
        let script = batch.count == 1 ? batch.scripts[0]?.name : nil
        span = tracer.startSpan(
            "\(operation) \(script ?? place.description)",
            context: ServiceContext.current ?? .topLevel,
            ofKind: .client
        )
        guard span.isRecording else { return }
        span.updateAttributes { attributes in
            attributes["db.system.name"] = "redis"
            attributes["db.namespace"] = "\(place.database)"
            attributes["db.operation.name"] = operation
            if batch.count > 1 { attributes["db.operation.batch.size"] = batch.count }
            if let script { attributes["db.stored_procedure.name"] = script }
            attributes["server.address"] = place.address
            if let port = place.port { attributes["server.port"] = port }
        }
    }

    /// Ends the span.
    ///
    /// - Parameter failure: What failed first, as ``BackendError/kind`` names it.
    func end(failure: String?) {
        if let failure {
            span.setStatus(SpanStatus(code: .error))
            span.attributes["error.type"] = failure
            if BackendError.isCodeOfRedis(failure) {
                span.attributes["db.response.status_code"] = failure
            }
        }
        span.end()
    }
}

/// Where a batch goes, as spans name it.
struct ServerPlace: Sendable, CustomStringConvertible {
    /// A host, or the path of a Unix socket.
    let address: String
    let port: Int?
    /// As the connection string has it; it does not change while a connection lives.
    let database: Int
    let description: String

    init(_ target: ConnectionTarget, database: Int) {
        self.database = database
        description = target.address
        switch target {
        case .host(let host, let port, _):
            address = host
            self.port = port
        case .unixSocket(let path):
            address = path
            port = nil
        }
    }
}

extension CommandBatch {
    /// The command; for several `PIPELINE` or `MULTI`, and the command if it is the same each time.
    fileprivate var operationName: String {
        let first = commandName(0) ?? BackendError.otherKind
        if count == 1, isolation == .pipeline { return first }
        let prefix = isolation == .transaction ? "MULTI" : "PIPELINE"
        let isUniform = (1..<count).allSatisfy { commandName($0) == first }
        return isUniform ? "\(prefix) \(first)" : prefix
    }
}
