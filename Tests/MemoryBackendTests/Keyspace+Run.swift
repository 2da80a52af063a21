import StdnetBackend

@testable import MemoryBackend

extension Keyspace {
    /// Runs a command line of words parted by single spaces and shows the reply as redis-cli would.
    mutating func run(_ line: String) -> String {
        run(words: line.split(separator: " ", omittingEmptySubsequences: false).map(String.init))
    }

    /// Runs a command of words and shows the reply as redis-cli would.
    mutating func run(words: [String]) -> String {
        var call = Arguments()
        for word in words { call.append(word) }
        var replies = ReplyBuilder()
        call.withView { execute($0, into: &replies) }
        return replies.finish().map(\.shown).joined(separator: " and ")
    }
}

extension Reply {
    /// The reply in one line: `nil`, `3`, `"text"`, `OK`, `(error) …`, `[…, …]`.
    var shown: String {
        switch kind {
        case .null: "nil"
        case .nullArray: "nil array"
        case .integer: "\(integer ?? 0)"
        case .status: text
        case .error: "(error) \(text)"
        case .bulk: "\"\(text)\""
        default: "[" + elements.map(\.shown).joined(separator: ", ") + "]"
        }
    }
}
