import MemoryBackend
import StdnetBackend
import Synchronization

#if canImport(StdnetLua)
import StdnetLua
#endif

/// A file of commands for one client.
struct Dialogue {
    private enum Line {
        case command([Bytes], ReplyComparison, text: Substring)
        case flush
        case protocolVersion(String)
    }

    private let lines: [Line]

    init(_ text: String) {
        lines = text.split(separator: "\n").compactMap { line in
            switch line {
            case "!flush": .flush
            case "!resp2": .protocolVersion("2")
            case "!resp3": .protocolVersion("3")
            case _ where line.hasPrefix("#"): nil
            default: Self.command(line)
            }
        }
    }

    private static func command(_ line: Substring) -> Line {
        switch line.first {
        case "~": .command(StoryText.words(line.dropFirst()), .unordered, text: line)
        case "?": .command(StoryText.words(line.dropFirst()), .any, text: line)
        default: .command(StoryText.words(line), .exact, text: line)
        }
    }

    /// Talks with a server that is emptied first, and with memory; says which replies differ.
    func differences(port: Int, isRESP3: Bool) throws -> [String] {
        let server = try ServerSocket(port: port)
        for call in CommandLockstep.defaults { _ = try server.ask(call) }
        let memory = MemorySocket()
        let version = isRESP3 ? "3" : "2"
        for line in ["FLUSHALL", "SCRIPT FLUSH", "HELLO \(version)"] {
            _ = try server.ask(StoryText.words(line))
            _ = memory.send(StoryText.words(line))
        }
        var differences: [String] = []
        for line in lines {
            let (call, comparison, text): ([Bytes], ReplyComparison, Substring) =
                switch line {
                case .command(let call, let comparison, let text): (call, comparison, text)
                case .flush: (StoryText.words("FLUSHALL"), .exact, "!flush")
                case .protocolVersion(let version): (StoryText.words("HELLO \(version)"), .any, "!")
                }
            // Memory first: what waits does so in both at the same time.
            var reply = memory.send(call)
            let expected = try server.ask(call)
            if reply.isEmpty { reply = memory.receive() }
            guard !comparison.accepts(reply, expected) else { continue }
            differences.append(
                "RESP\(version): \(text)\n  redis:  \(StoryText.reply(expected))\n"
                    + "  memory: \(StoryText.reply(reply))"
            )
        }
        return differences
    }
}

/// A client of a server in memory of its own, on the clock of the machine.
private final class MemorySocket {
    private let server = MemoryServer(seed: 1, interpreter: Dialogue.interpreter)
    private let connection: MemoryConnection
    private let late = LateReplies()

    private final class LateReplies: Sendable {
        let bytes = Mutex<Bytes>([])
    }

    init() {
        connection = MemoryConnection(to: server) { [late] more in
            late.bytes.withLock { $0 += more }
        }
    }

    /// Begins a command: what it replies at once, nothing when it waits.
    func send(_ call: [Bytes]) -> Bytes {
        var arguments = Arguments()
        for word in call { arguments.append(word) }
        var output: Bytes = []
        _ = connection.process(arguments, ends: [call.count], into: &output)
        return output
    }

    /// What a command that waits replies in the end, if that is about now.
    func receive(within limit: Duration = .seconds(2)) -> Bytes {
        let end = ContinuousClock.now + limit
        let other = MemoryConnection(to: server, sink: { _ in })
        defer { other.close() }
        var arguments = Arguments()
        arguments.append("PING")
        var output: Bytes = []
        while ContinuousClock.now < end {
            // Any command lets the server see what time it is.
            _ = other.process(arguments, ends: [1], into: &output)
            let reply = late.bytes.withLock { bytes in
                defer { bytes = [] }
                return bytes
            }
            if !reply.isEmpty { return reply }
        }
        return []
    }
}

extension Dialogue {
    #if canImport(StdnetLua)
    /// What runs scripts in memory, where there is Lua.
    static let interpreter: (@Sendable () -> any ScriptInterpreter)? = { LuaInterpreter() }
    #else
    static let interpreter: (@Sendable () -> any ScriptInterpreter)? = nil
    #endif
}
