public import StdnetBackend

/// A member that was removed from one of several sorted sets.
public struct PoppedMember<Member: ReplyDecodable>: Sendable, ReplyDecodable {
    /// The key of the sorted set.
    public let key: String
    /// The member.
    public let member: Member
    /// Its score.
    public let score: Double

    /// Reads a key, a member and a score.
    public init(reply: Reply) throws(BackendError) {
        let parts = try reply.elements(atLeast: 3)
        key = try parts[0].decode()
        member = try parts[1].decode()
        score = try parts[2].decode()
    }
}

extension PoppedMember: Equatable where Member: Equatable {}
extension PoppedMember: Hashable where Member: Hashable {}

/// Members that were removed from one of several sorted sets.
public struct PoppedMembers<Member: ReplyDecodable>: Sendable, ReplyDecodable {
    /// The key of the sorted set.
    public let key: String
    /// The members, that at the wanted end first.
    public let members: [ScoredMember<Member>]

    /// Reads a key, and pairs of members and scores.
    public init(reply: Reply) throws(BackendError) {
        let parts = try reply.elements(atLeast: 2)
        key = try parts[0].decode()
        members = try ScoredMember.all(in: parts[1])
    }
}

extension PoppedMembers: Equatable where Member: Equatable {}
extension PoppedMembers: Hashable where Member: Hashable {}
