import MemoryBackend
import StdnetBackend

/// A server for scripts: a few commands, a log, and an end when the test wants it.
final class TestHost: ScriptHost {
    var clientIsRESP3 = false
    /// After how many questions scripts have to end.
    var patience = Int.max
    private(set) var questions = 0
    private(set) var calls: [String] = []
    private(set) var logged: [String] = []

    func call(_ command: ArgumentView, isRESP3: Bool, into reply: inout ReplyBuilder) {
        let words = (0..<command.count).map { command.text($0) }
        calls.append(words.joined(separator: " "))
        switch words[0] {
        case "ping": reply.status("PONG")
        case "echo": reply.bulk(command[1])
        case "null": reply.null()
        case "pairs":
            reply.collection(.map, 4)
            for number in 1...4 { reply.integer(number) }
        case "many":
            reply.array(command.integer(1) ?? 0)
            for number in 0..<(command.integer(1) ?? 0) { reply.integer(number) }
        case "nothing": break
        case "unfinished": reply.array(3)
        default: reply.error("ERR Unknown Redis command called from script")
        }
    }

    func log(level: Int, _ message: UnsafeRawBufferPointer) {
        logged.append("\(level) \(String(decoding: message, as: UTF8.self))")
    }

    func interruption() -> ScriptInterruption? {
        questions += 1
        return questions > patience ? .killed : nil
    }

    func mayRun(_ command: ArgumentView) -> Bool? {
        switch command.text(0) {
        case "get": true
        case "set": false
        default: nil
        }
    }
}
