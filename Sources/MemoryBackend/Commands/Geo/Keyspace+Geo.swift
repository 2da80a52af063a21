import StdnetBackend

// Places in sorted sets: adding them, and what is known of them.
extension Keyspace {
    /// Adds places: ZADD with the cells of the places as scores.
    mutating func geoadd(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        var first = 2
        var isNew = false
        var isOld = false
        while first < call.count {
            if call.isWord("NX", at: first) {
                isNew = true
            } else if call.isWord("XX", at: first) {
                isOld = true
            } else if !call.isWord("CH", at: first) {
                break
            }
            first += 1
        }
        guard (call.count - first) % 3 == 0, !(isNew && isOld) else { throw .syntax }
        var words = Arguments()
        for position in 0..<first { words.append(call[position]) }
        for position in stride(from: first, to: call.count, by: 3) {
            let cell = GeoCell(try call.geoPoint(position))
            words.append(Int(cell.bits))
            words.append(call[position + 2])
        }
        try words.withView { view throws(CommandError) in try zadd(view, &reply) }
    }

    func geodist(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let unit = call.count == 5 ? try call.geoUnit(4) : 1
        guard call.count <= 5 else { throw .syntax }
        guard let set = try read(SortedSet.self, call[1]),
            let first = set.content.score(table.seed.probe(call[2])),
            let second = set.content.score(table.seed.probe(call[3]))
        else { return reply.null() }
        let distance = GeoCell(score: first).center.distance(to: GeoCell(score: second).center)
        reply.bulk((distance / unit).distanceText)
    }

    func geohash(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let set = try read(SortedSet.self, call[1])
        reply.array(call.count - 2)
        for position in 2..<call.count {
            if let score = set?.content.score(table.seed.probe(call[position])) {
                reply.bulk(GeoCell(score: score).geohash)
            } else {
                reply.null()
            }
        }
    }

    func geopos(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        let set = try read(SortedSet.self, call[1])
        reply.array(call.count - 2)
        for position in 2..<call.count {
            if let score = set?.content.score(table.seed.probe(call[position])) {
                reply.place(GeoCell(score: score).center)
            } else {
                reply.nothing()
            }
        }
    }
}

extension ReplyBuilder {
    /// Appends a longitude and a latitude.
    mutating func place(_ place: GeoPoint) {
        array(2)
        for degrees in [place.longitude, place.latitude] {
            if isRESP3 { decimal(degrees) } else { bulk(ExtendedFloat(degrees).decimalText) }
        }
    }
}
