/// `client-output-buffer-limit`: how many bytes may wait for clients that do not read them.
package struct OutputLimits: Sendable {
    /// The limit of a class of clients; 0 is none.
    package struct Limit: Sendable, Equatable {
        /// From how many bytes on a client is cut off at once.
        package var hard = 0
        /// From how many bytes on it is cut off when they stay so many for some time.
        package var soft = 0
        /// How long that is.
        package var seconds = 0
    }

    /// For replies.
    package private(set) var normal = Limit()
    private var replica = Limit(hard: 256 << 20, soft: 64 << 20, seconds: 60)
    /// For what comes without being asked for: messages, commands of others.
    package private(set) var pubSub = Limit(hard: 32 << 20, soft: 8 << 20, seconds: 60)

    /// As CONFIG GET shows it.
    var description: String {
        zip(["normal", "slave", "pubsub"], [normal, replica, pubSub])
            .map { "\($0) \($1.hard) \($1.soft) \($1.seconds)" }
            .joined(separator: " ")
    }

    /// Sets the classes that a text names, by four words each.
    ///
    /// - Returns: why nothing was set; nil when all was.
    mutating func set(_ text: String) -> String? {
        let words = text.split(separator: " ")
        guard words.count.isMultiple(of: 4) else {
            return "Wrong number of arguments in buffer limit configuration."
        }
        var changed = self
        for start in stride(from: 0, to: words.count, by: 4) {
            let path: WritableKeyPath<OutputLimits, Limit>
            switch words[start].lowercased() {
            case "normal": path = \.normal
            case "slave", "replica": path = \.replica
            case "pubsub": path = \.pubSub
            default: return "Invalid client class specified in buffer limit configuration."
            }
            guard let hard = Int(bytes: String(words[start + 1])), hard >= 0,
                let soft = Int(bytes: String(words[start + 2])), soft >= 0,
                let seconds = Int(words[start + 3]), seconds >= 0
            else {
                return "Error in hard, soft or soft_seconds setting in buffer limit configuration."
            }
            changed[keyPath: path] = Limit(hard: hard, soft: soft, seconds: seconds)
        }
        self = changed
        return nil
    }
}
