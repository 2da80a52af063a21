import MemoryBackend
import StdnetBackend

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
            _ = memory.ask(StoryText.words(line))
        }
        var differences: [String] = []
        for line in lines {
            let (call, comparison, text): ([Bytes], ReplyComparison, Substring) =
                switch line {
                case .command(let call, let comparison, let text): (call, comparison, text)
                case .flush: (StoryText.words("FLUSHALL"), .exact, "!flush")
                case .protocolVersion(let version): (StoryText.words("HELLO \(version)"), .any, "!")
                }
            let expected = try server.ask(call)
            let reply = memory.ask(call)
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
    private let connection = MemoryConnection(to: MemoryServer(seed: 1)) { _ in }

    func ask(_ call: [Bytes]) -> Bytes {
        var arguments = Arguments()
        for word in call { arguments.append(word) }
        var output: Bytes = []
        _ = connection.process(arguments, ends: [call.count], into: &output)
        return output
    }
}
