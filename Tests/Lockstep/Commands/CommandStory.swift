import StdnetBackend

/// What several clients say to a server, in order.
struct CommandStory {
    /// One command of one client.
    struct Step {
        let client: Int
        var words: [Bytes]
        /// The key that is over shortly afterwards, or nothing: then the story waits a little.
        var pause: Bytes?

        init(_ client: Int, _ words: [Bytes], pause: Bytes? = nil) {
            self.client = client
            self.words = words
            self.pause = pause
        }
    }

    var steps: [Step] = []

    static let clientCount = 4
    /// Which clients begin in RESP3.
    static let isRESP3 = [false, true, false, true]
    /// How long a pause is, in milliseconds; what ends in it ends after a few.
    static let pause = 40

    /// The story as lines for redis-cli, each after the number of its client.
    var description: String {
        steps.map { "  \($0.client)> \(StoryText.line($0.words))\($0.pause == nil ? "" : "   (pause)")" }
            .joined(separator: "\n")
    }
}
