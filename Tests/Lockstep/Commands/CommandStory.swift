import StdnetBackend

/// What several clients say to a server, in order.
struct CommandStory {
    /// One command of one client.
    struct Step {
        let client: Int
        var words: [Bytes]
        /// The key that is over shortly afterwards, or nothing: then the story waits a little.
        var pause: Bytes?
        /// What runs between the calls of a SCAN that goes on to its end; nil for a single command.
        var walk: [[Bytes]]?

        init(_ client: Int, _ words: [Bytes], pause: Bytes? = nil, walk: [[Bytes]]? = nil) {
            self.client = client
            self.words = words
            self.pause = pause
            self.walk = walk
        }

        /// Whether it must not wait for EXEC, which happens to stories that are being shortened.
        var needsTurn: Bool {
            walk != nil
                || String(decoding: words[0], as: UTF8.self).lowercased() == "spop"
                    && words.dropFirst(2).first != Bytes("100000".utf8)
        }

        /// The step as a line for redis-cli, after the number of its client.
        var description: String {
            var text = "  \(client)> \(StoryText.line(words))"
            if pause != nil { text += "   (pause)" }
            if let walk {
                let lines = walk.map { "; \(StoryText.line($0))" }.joined()
                text += "   (to its end\(lines))"
            }
            return text
        }
    }

    var steps: [Step] = []

    static let clientCount = 5
    /// Which clients begin in RESP3.
    static let isRESP3 = [false, true, false, true, false]
    /// The client that does nothing but listen and publish.
    ///
    /// Redis 7.0 writes what a client hears because of its own command into the midst of the reply,
    /// so that in RESP3 only who changes nothing may listen.
    static let listener = 3
    /// The client that listens at times, in RESP2: then it can do nothing else.
    static let occasionalListener = 2
    /// The name of a connection that is no part of the story.
    static let controlName = "control"
    /// How long a pause is, in milliseconds; what ends in it ends after a few.
    static let pause = 40

    /// The story as lines for redis-cli, each after the number of its client.
    var description: String {
        steps.map(\.description).joined(separator: "\n")
    }
}
