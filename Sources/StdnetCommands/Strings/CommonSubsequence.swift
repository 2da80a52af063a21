public import StdnetBackend

/// Where the longest common subsequence of two strings is in each of them.
public struct CommonSubsequence: Sendable, Hashable {
    /// A part that both strings have; the two ranges are of one length.
    public struct Match: Sendable, Hashable {
        /// Where the part is in the first string, in bytes.
        public let first: ClosedRange<Int>
        /// Where the part is in the second string, in bytes.
        public let second: ClosedRange<Int>
    }

    /// The parts, the last of the strings first.
    public let matches: [Match]
    /// How many bytes the whole subsequence has, the short parts that were not asked for included.
    public let length: Int
}

extension CommonSubsequence: ReplyDecodable {
    /// Reads the reply to LCS with IDX.
    public init(reply: Reply) throws(BackendError) {
        let fields = try ReplyFields(reply)
        matches = try fields.decode("matches")
        length = try fields.decode("len")
    }
}

extension CommonSubsequence.Match: ReplyDecodable {
    /// Reads two ranges.
    public init(reply: Reply) throws(BackendError) {
        let ranges = try reply.elements(atLeast: 2)
        first = try Self.range(ranges[0])
        second = try Self.range(ranges[1])
    }

    private static func range(_ reply: Reply) throws(BackendError) -> ClosedRange<Int> {
        let ends: [Int] = try reply.decode()
        guard ends.count == 2, ends[0] <= ends[1] else { throw reply.mismatch("a range") }
        return ends[0]...ends[1]
    }
}
