import StdnetBackend

// Members with scores: pairs, or in RESP2 one flat array.
extension ReplyBuilder {
    /// Announces so many members, with their scores where that is asked for.
    @inline(__always)
    mutating func members(_ count: Int, withScores: Bool) {
        array(withScores && !isRESP3 ? 2 * count : count)
    }

    /// Appends one of the members that were announced.
    @inline(__always)
    mutating func member(_ member: borrowing ByteString, _ score: Double, withScores: Bool) {
        if withScores, isRESP3 { array(2) }
        bulk(member)
        if withScores { number(score) }
    }
}
