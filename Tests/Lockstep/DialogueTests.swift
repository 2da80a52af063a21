import Foundation
import StdnetTesting
import Testing

#if canImport(StdnetLua)
import StdnetLua
#endif

/// Dialogues written down in files, with a redis-server and with memory: the same replies, byte by
/// byte, in RESP2 and in RESP3.
///
/// A line is a command as for redis-cli. `~` before it lets the values of the reply come in any order,
/// `?` lets them be any; `!flush` empties the server, `!resp2` and `!resp3` change the protocol, and
/// `#` begins a comment.
@Suite struct DialogueTests {
    private static let names: [String] = {
        let folder = Bundle.module.resourceURL?.appendingPathComponent("Dialogues")
        let files = folder.flatMap { try? FileManager.default.contentsOfDirectory(atPath: $0.path) }
        let names = (files ?? []).filter { $0.hasSuffix(".txt") }.sorted()
        #if canImport(StdnetLua)
        return names
        #else
        return names.filter { !$0.hasPrefix("scripting-") && !$0.hasPrefix("functions-") }
        #endif
    }()

    @Test("There are dialogues")
    func thereAreDialogues() { #expect(!Self.names.isEmpty) }

    @Test("Memory replies as Redis does", arguments: names)
    func repliesAsRedisDoes(_ name: String) async throws {
        let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Dialogues")
        let text = try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
        try await withRedisServer(.init(arguments: ["--enable-debug-command", "yes"])) { server in
            for isRESP3 in [false, true] {
                let dialogue = Dialogue(text)
                let differences = try dialogue.differences(port: server.port, isRESP3: isRESP3)
                #expect(differences.isEmpty, "\(differences.joined(separator: "\n"))")
            }
        }
    }
}
