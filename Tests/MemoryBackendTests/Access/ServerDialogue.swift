import MemoryBackend
import StdnetBackend
import Synchronization

/// A client of a server in process that speaks RESP: its replies are text.
final class ServerDialogue {
    private let connection: MemoryConnection
    private let events = Events()

    private final class Events: Sendable {
        let late = Mutex<(bytes: [UInt8], hasEnded: Bool)>(([], false))
    }

    init(with server: MemoryServer) {
        connection = MemoryConnection(to: server) { [events] event in
            events.late.withLock { late in
                switch event {
                case .reply(let bytes), .push(let bytes): late.bytes += bytes
                case .end: late.hasEnded = true
                }
            }
        }
    }

    /// Whether the server has ended the connection, or does after what it has replied.
    private(set) var isClosing = false
    var hasEnded: Bool { events.late.withLock { $0.hasEnded } }
    /// What came without being asked for, since the last time.
    func late() -> String {
        events.late.withLock { late in
            defer { late.bytes = [] }
            return String(decoding: late.bytes, as: UTF8.self)
        }
    }

    /// Says a line of words, and answers the reply.
    @discardableResult
    func say(_ line: String) -> String { say(words: line.split(separator: " ").map(String.init)) }

    @discardableResult
    func say(words: [String]) -> String {
        var arguments = Arguments()
        for word in words { arguments.append(word) }
        var output: [UInt8] = []
        if connection.process(arguments, ends: [words.count], into: &output) == .closing {
            isClosing = true
        }
        return String(decoding: output, as: UTF8.self)
    }

    func close() { connection.close() }
}
