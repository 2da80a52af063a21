public import StdnetBackend

/// A member of a sorted set with its score.
public struct ScoredMember<Member: Sendable>: Sendable {
    /// The member.
    public let member: Member
    /// Its score.
    public let score: Double

    /// Puts a member and a score together.
    @inlinable
    public init(_ member: Member, score: Double) {
        self.member = member
        self.score = score
    }
}

extension ScoredMember: Equatable where Member: Equatable {}
extension ScoredMember: Hashable where Member: Hashable {}

extension ScoredMember: ReplyDecodable where Member: ReplyDecodable {
    /// Reads a pair of a member and a score.
    public init(reply: Reply) throws(BackendError) {
        let pair = try reply.elements(atLeast: 2)
        self.init(try pair[0].decode(), score: try pair[1].decode())
    }
}

extension ScoredMember where Member: ReplyDecodable {
    /// Reads members and scores: in turn, as RESP2 has them, or in pairs, as RESP3 does.
    @usableFromInline
    static func all(in reply: Reply) throws(BackendError) -> [ScoredMember] {
        guard reply.kind.isCollection else { throw reply.mismatch("members and scores") }
        var elements = reply.elements
        var all: [ScoredMember] = []
        all.reserveCapacity(reply.count)
        while let first = elements.next() {
            if first.kind.isCollection {
                all.append(try first.decode())
            } else {
                guard let score = elements.next() else { throw reply.mismatch("a score each") }
                all.append(ScoredMember(try first.decode(), score: try score.decode()))
            }
        }
        return all
    }

    /// Reads one member and its score, in an array of two or in a pair within one; nil for nothing.
    @usableFromInline
    static func one(in reply: Reply) throws(BackendError) -> ScoredMember? {
        reply.isNull ? nil : try all(in: reply).first
    }
}
