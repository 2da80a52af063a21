internal import StdnetCommands

extension IntervalEnds<Double> {
    /// The ends as Redis takes them.
    var scores: (low: ScoreBound, high: ScoreBound) {
        let low = lower.map { ScoreBound.inclusive($0) } ?? .negativeInfinity
        let high = upper.map { includesUpper ? ScoreBound.inclusive($0) : .exclusive($0) }
        return (low, high ?? .infinity)
    }

    /// The range with both ends in it; nil for an empty one.
    var closed: ClosedRange<Double>? {
        let low = lower ?? -.infinity
        let high = upper.map { includesUpper ? $0 : $0.nextDown } ?? .infinity
        return low <= high ? low...high : nil
    }
}

extension StructureHandle {
    /// Takes what has such a score.
    func popByScore(
        _ scores: ClosedRange<Double>
    ) async throws(StructureFailure) -> [ScoredMember<Reply>] {
        do throws(BackendError) {
            return try await backend.popByScore(key, scores, as: Reply.self)
                .map { ScoredMember($0.member, score: $0.score) }
        } catch {
            throw .backend(error)
        }
    }

    /// Takes what has such a rank.
    func popByRank(
        _ first: Int,
        _ last: Int,
        descending: Bool = false
    ) async throws(StructureFailure) -> [ScoredMember<Reply>] {
        do throws(BackendError) {
            return try await backend.popByRank(
                key,
                from: first,
                through: last,
                descending: descending,
                as: Reply.self
            ).map { ScoredMember($0.member, score: $0.score) }
        } catch {
            throw .backend(error)
        }
    }
}
