import StdnetBackend

extension RDBDecoder {
    mutating func sortedSet(_ type: RDBType) throws(RDBError) -> ByteTable<Double> {
        var set = ByteTable<Double>(seed: seed)
        switch type {
        case .sortedSet, .sortedSetWithTextScores:
            for _ in 0..<(try count()) {
                let member = try reader.string()
                let score = type == .sortedSet ? try reader.score() : try reader.textScore()
                try set.addNew(member, score)
            }
        default:
            let elements = type == .sortedSetZiplist ? Ziplist.elements : Listpack.elements
            let pairs = try packedPairs(elements)
            for index in stride(from: 0, to: pairs.count, by: 2) {
                let score = pairs[index + 1].withBytes { Double(leadingText: $0) }
                guard let score, !score.isNaN else { throw .corrupt }
                try set.addNew(pairs[index], score)
            }
        }
        return set
    }
}

extension ByteTable<Double> {
    /// Adds a member, which may not be there yet.
    fileprivate mutating func addNew(_ member: ByteString, _ score: Double) throws(RDBError) {
        guard find(member) == nil else { throw .corrupt }
        add(member, score)
    }
}
