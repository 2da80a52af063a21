import StdnetBackend

extension RDBDecoder {
    mutating func hash(_ type: RDBType) throws(RDBError) -> HashContent {
        var hash = HashContent(seed: seed, capacity: 4)
        if type == .hash {
            for _ in 0..<(try count()) {
                let field = try reader.string()
                try hash.add(field, try reader.string(), seed)
            }
            return hash
        }
        let pairs =
            switch type {
            case .hashZipmap: try packedPairs(Zipmap.elements)
            case .hashZiplist: try packedPairs(Ziplist.elements)
            default: try packedPairs(Listpack.elements)
            }
        for index in stride(from: 0, to: pairs.count, by: 2) {
            try hash.add(pairs[index], pairs[index + 1], seed)
        }
        return hash
    }
}

extension HashContent {
    /// Adds a field, which may not be there yet.
    fileprivate mutating func add(
        _ field: ByteString,
        _ value: ByteString,
        _ seed: HashSeed
    ) throws(RDBError) {
        guard fields.find(field) == nil else { throw .corrupt }
        fields.add(field, value, seed: seed)
    }
}
