import MemoryBackend
import StdnetBackend
import Synchronization

/// A client of a server in process: what it hears, in order, as a server sends it.
///
/// Lines are separated by spaces, so `"+OK"` and `":1 >2 $10 invalidate *1 $1 a"` are what is expected.
final class TalkingClient {
    private final class Heard: Sendable {
        let content = Mutex<(bytes: Bytes, replies: Int)>(([], 0))
    }

    private let connection: MemoryConnection
    private let heard = Heard()
    /// Whether its last command waits, or is held back.
    private(set) var isWaiting = false

    init(of server: MemoryServer, _ greetings: String...) {
        connection = MemoryConnection(
            to: server,
            receiver: { [heard] event in
                heard.content.withLock { content in
                    switch event {
                    case .reply(let bytes):
                        content.bytes += bytes
                        content.replies += 1
                    case .push(let bytes): content.bytes += bytes
                    case .end: break
                    }
                }
            }
        )
        for greeting in greetings { say(greeting) }
    }

    deinit { connection.close() }

    /// Says commands in one go; answers everything that came until they were done.
    @discardableResult
    func say(_ lines: String...) -> String {
        var words = Arguments()
        var ends: [Int] = []
        var count = 0
        for line in lines {
            for word in line.split(separator: " ") {
                words.append(String(word))
                count += 1
            }
            ends.append(count)
        }
        var output: Bytes = []
        let progress = connection.process(words, ends: ends, into: &output)
        if case .waiting = progress { isWaiting = true } else { isWaiting = false }
        heard.content.withLock { content in
            output += content.bytes
            content.bytes = []
        }
        return Self.text(output)
    }

    /// What came without being asked for since the last time.
    func hears() -> String {
        heard.content.withLock { content in
            defer { content.bytes = [] }
            return Self.text(content.bytes)
        }
    }

    /// How many replies came late; one without bytes says that a command has to be made again.
    var lateReplies: Int { heard.content.withLock { $0.replies } }

    private static func text(_ bytes: Bytes) -> String {
        String(decoding: bytes, as: UTF8.self).split(separator: "\r\n").joined(separator: " ")
    }
}
