import Testing

@testable import MemoryBackend

/// Commands one after another, each with its reply.
struct Dialogue: CustomTestStringConvertible, Sendable {
    let title: String
    let lines: [(command: String, reply: String)]
    var testDescription: String { title }

    init(_ title: String, _ lines: (String, String)...) {
        self.title = title
        self.lines = lines.map { (command: $0.0, reply: $0.1) }
    }
}

@Suite("Replies are those of Redis 7.0")
struct ReplyTests {
    private func play(_ dialogue: Dialogue) {
        var keyspace = Keyspace(seed: 1)
        keyspace.advance(to: 1_700_000_000_123)
        for line in dialogue.lines {
            let reply = keyspace.run(line.command)
            #expect(reply == line.reply, "\(line.command)")
        }
    }

    @Test("to commands of strings", arguments: Dialogue.strings)
    func strings(dialogue: Dialogue) { play(dialogue) }

    @Test("to commands of keys", arguments: Dialogue.keys)
    func keys(dialogue: Dialogue) { play(dialogue) }

    @Test("to commands of hashes, sets and lists", arguments: Dialogue.collections)
    func collections(dialogue: Dialogue) { play(dialogue) }

    @Test("to commands of sorted sets", arguments: Dialogue.sortedSets)
    func sortedSets(dialogue: Dialogue) { play(dialogue) }

    @Test("to SORT", arguments: Dialogue.sort)
    func sort(dialogue: Dialogue) { play(dialogue) }
}
