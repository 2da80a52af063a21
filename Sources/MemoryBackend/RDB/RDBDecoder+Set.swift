import StdnetBackend

extension RDBDecoder {
    mutating func set(_ type: RDBType) throws(RDBError) -> SetContent {
        var set = SetContent(seed: seed, capacity: 4)
        if type == .setIntset {
            let integers = try withBytes(of: try reader.string(), Intset.integers)
            for integer in integers { set.members.add(ByteString(String(integer)), seed: seed) }
            return set
        }
        for _ in 0..<(try count()) {
            let member = try reader.string()
            guard set.members.find(member) == nil else { throw .corrupt }
            set.members.add(member, seed: seed)
        }
        return set
    }
}
