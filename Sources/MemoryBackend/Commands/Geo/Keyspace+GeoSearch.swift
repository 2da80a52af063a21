import StdnetBackend

// Searching for places in a sorted set.
extension Keyspace {
    func georadius(
        _ call: ArgumentView,
        _ form: GeoQuery.Form,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let set = try read(SortedSet.self, call[1])?.content
        let query = try GeoQuery(call, form, allowsStore: false, in: set)
        replyMatches(matches(of: query, in: set), query, &reply)
    }

    mutating func georadiusOrStore(
        _ call: ArgumentView,
        _ form: GeoQuery.Form,
        _ reply: inout ReplyBuilder
    ) throws(CommandError) {
        let set = try read(SortedSet.self, call[form == .searchStore ? 2 : 1])?.content
        let query = try GeoQuery(call, form, in: set)
        let found = matches(of: query, in: set)
        guard let target = query.target else { return replyMatches(found, query, &reply) }
        var scores = ByteTable<Double>(seed: table.seed)
        let unit = query.area?.unit ?? 1
        for match in found where scores.find(match.member) == nil {
            scores.add(match.member, query.storesDistance ? match.distance / unit : match.score)
        }
        reply.integer(found.count)
        storeResult(
            SortedSet(scores, limits: settings.sortedSetLimits),
            at: call[target],
            .sortedSet(form.isSearch ? "geosearchstore" : "georadiusstore")
        )
    }

    /// What a query finds, in its order and no more than it asks for.
    private func matches(of query: GeoQuery, in set: SortedSet?) -> [GeoMatch] {
        guard let set, let area = query.area else { return [] }
        var matches = area.matches(in: set, limit: query.isAny ? query.count : 0)
        let count = query.count == 0 ? matches.count : min(query.count, matches.count)
        if let order = query.order { matches.sort(order, count: count) }
        matches.removeSubrange(count...)
        return matches
    }

    private func replyMatches(
        _ matches: [GeoMatch],
        _ query: GeoQuery,
        _ reply: inout ReplyBuilder
    ) {
        let unit = query.area?.unit ?? 1
        let details = [query.isWithDistance, query.isWithHash, query.isWithPlace].count { $0 }
        reply.array(matches.count)
        for match in matches {
            if details > 0 { reply.array(1 + details) }
            reply.bulk(match.member)
            if query.isWithDistance { reply.bulk((match.distance / unit).distanceText) }
            // Scores that are no places may be anything; what does not fit is the lowest integer.
            if query.isWithHash {
                reply.integer(Int(exactly: match.score.rounded(.towardZero)) ?? .min)
            }
            if query.isWithPlace { reply.place(match.place) }
        }
    }
}
