import StdnetBackend
import Synchronization

/// Keeps the batches that it gets, and answers each command what it was told, or its number.
final class CannedBackend: KeyspaceCopying, ConnectionLending {
    private let batches = Mutex<[CommandBatch]>([])
    private let answers: [String: Reply]
    private let failure: BackendError?

    /// - Parameters:
    ///   - answers: Replies by the name of the command.
    ///   - failure: What every batch throws.
    init(
        _ answers: [String: (inout ReplyBuilder) -> Void] = [:],
        failure: BackendError? = nil
    ) {
        self.answers = answers.compactMapValues { write in
            var builder = ReplyBuilder()
            write(&builder)
            return builder.finish().first
        }
        self.failure = failure
    }

    func execute(_ batch: CommandBatch) async throws(BackendError) -> [Reply] {
        batches.withLock { $0.append(batch) }
        if let failure { throw failure }
        return (0..<batch.count).map { position in
            var builder = ReplyBuilder()
            builder.integer(position)
            return answers[batch.withVector(position) { $0.text(0) }] ?? builder.finish()[0]
        }
    }

    func close() async {}

    /// Itself, so that what the copy gets can be seen here.
    func copy() async throws(BackendError) -> any Backend { self }

    /// Lends itself, so that what the connection gets can be seen here.
    func withConnection<Result: Sendable>(
        _ body: (any Backend) async throws -> Result
    ) async throws -> Result { try await body(self) }

    var received: [CommandBatch] { batches.withLock { $0 } }

    /// The words of all commands in all batches.
    var calls: [[String]] {
        received.flatMap { batch in
            (0..<batch.count).map { batch.withVector($0) { call in call.texts } }
        }
    }
}

extension CommandBatch {
    /// A batch of calls, each in words with spaces between; `''` is an empty word.
    static func calls(in isolation: Isolation = .pipeline, _ lines: String...) -> CommandBatch {
        var batch = CommandBatch(isolation: isolation)
        for line in lines {
            batch.append { arguments in
                for word in line.split(separator: " ") {
                    arguments.append(word == "''" ? "" : String(word))
                }
            }
        }
        return batch
    }
}
