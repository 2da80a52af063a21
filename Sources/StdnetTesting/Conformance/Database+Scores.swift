import StdnetBackend
import StdnetODM

extension Database {
    /// The members of a sorted set with their scores, in turn, as RESP2 has them.
    func scored(_ key: String) async throws -> [String] {
        let reply = try await backend.run(RawCommand("ZRANGE", key, 0, -1, "WITHSCORES"))
        // RESP3 has pairs.
        return reply.elements.flatMap { element in
            element.kind.isCollection ? element.elements.map(\.scoreText) : [element.text]
        }
    }

    /// The score of a member as text; nothing when there is none.
    func score(of member: String, in key: String) async throws -> String {
        try await backend.run(RawCommand("ZSCORE", key, member)).scoreText
    }
}

extension Reply {
    /// Text, or a double as RESP2 would have it: without a fraction that is none.
    fileprivate var scoreText: String {
        guard kind == .double, let double else { return text }
        return Int(exactly: double).map(String.init) ?? "\(double)"
    }
}
