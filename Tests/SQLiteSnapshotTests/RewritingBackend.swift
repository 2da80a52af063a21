import StdnetBackend

/// A backend some of whose replies are written anew.
struct RewritingBackend: Backend {
    private let inner: any Backend
    private let command: String
    private let rewrite: @Sendable (Reply, inout ReplyBuilder) -> Void

    /// Rewrites the replies to one command, which is given by its name.
    init(
        _ inner: any Backend,
        _ command: String,
        rewrite: @escaping @Sendable (Reply, inout ReplyBuilder) -> Void
    ) {
        self.inner = inner
        self.command = command
        self.rewrite = rewrite
    }

    func execute(_ batch: CommandBatch) async throws(BackendError) -> [Reply] {
        var builder = ReplyBuilder()
        for (position, reply) in try await inner.execute(batch).enumerated() {
            if batch.withVector(position, { $0.text(0) }) == command {
                rewrite(reply, &builder)
            } else {
                builder.append(reply)
            }
        }
        return builder.finish()
    }

    func close() async { await inner.close() }
}
