import StdnetBackend
import StdnetODM

extension Database {
    /// The members of a sorted set with their scores, in turn, as RESP2 has them.
    func scored(_ key: String) async throws -> [String] {
        let reply = try await backend.run(RawCommand("ZRANGE", key, 0, -1, "WITHSCORES"))
        // RESP3 has pairs.
        return reply.elements.flatMap { element in
            element.kind.isCollection ? Array(element.elements) : [element]
        }.enumerated().map { $0 % 2 == 0 ? $1.text : $1.scoreText }
    }

    /// The score of a member as text; nothing when there is none.
    func score(of member: String, in key: String) async throws -> String {
        try await backend.run(RawCommand("ZSCORE", key, member)).scoreText
    }
}

extension Reply {
    /// A score in the shortest form, without a fraction that is none; nothing when there is none.
    fileprivate var scoreText: String {
        guard let double = double ?? Double(text) else { return text }
        return Int(exactly: double).map(String.init) ?? "\(double)"
    }
}
