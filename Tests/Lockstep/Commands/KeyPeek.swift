import StdnetBackend

/// Looks at what a command is about before it runs: that decides how alike replies have to be.
struct KeyPeek {
    /// Asks memory, in the database of the client.
    let ask: ([Bytes]) -> Bytes

    private func ask(_ line: String, _ key: Bytes) -> [Bytes] {
        let words = StoryText.words(line).map { $0 == Bytes("KEY".utf8) ? key : $0 }
        return ReplyTree(ask(words)).leaves
    }

    private func text(_ line: String, _ key: Bytes) -> String {
        String(decoding: ask(line, key).first ?? [], as: UTF8.self)
    }

    /// Whether the order of what is in a key is no chance: a listpack, an intset, or nothing at all.
    func isOrdered(_ key: Bytes) -> Bool {
        ["listpack", "intset", "-1", ""].contains(text("OBJECT ENCODING KEY", key))
    }

    /// Whether members of a set come in the order of a table.
    func isTableOfMembers(_ key: Bytes) -> Bool {
        text("OBJECT ENCODING KEY", key) == "hashtable" && text("TYPE KEY", key) == "set"
    }

    /// What there is to choose from in a collection, or among all keys.
    func choices(_ command: String, _ key: Bytes, width: Int) -> Set<Bytes> {
        let question =
            switch command {
            case "randomkey": "KEYS *"
            case "hrandfield": width == 2 ? "HGETALL KEY" : "HKEYS KEY"
            case "zrandmember": "ZRANGE KEY 0 -1" + (width == 2 ? " WITHSCORES" : "")
            default: "SMEMBERS KEY"
            }
        return Set(ask(question, key).grouped(by: width))
    }
}
