import Logging
import StdnetBackend
import Synchronization

/// Keeps what was logged, metadata included.
final class LogRecorder: Sendable {
    private let entries = Mutex<[String]>([])

    /// Everything that was logged, a line per message.
    var text: String { entries.withLock { $0.joined(separator: "\n") } }

    /// A logger that lets everything through to this recorder.
    var logger: Logger {
        var logger = Logger(label: "test") { _ in Handler(recorder: self) }
        logger.logLevel = .trace
        return logger
    }

    private struct Handler: LogHandler {
        let recorder: LogRecorder
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let metadata = (event.metadata ?? [:]).map { "\($0)=\($1)" }.sorted()
            recorder.entries.withLock {
                $0.append("\(event.level) \(event.message) \(metadata.joined(separator: " "))")
            }
        }
    }
}
