import StdnetBackend

extension StoryWords {
    /// A call without what takes too long, depends on the moment, or is left to chance.
    ///
    /// - Parameters:
    ///   - call: The call.
    ///   - isAlone: Whether it runs by itself, not in a transaction or a script: what it takes by
    ///     chance can be made up for before the next command.
    /// - Returns: the call to make instead.
    static func tamed(_ call: [Bytes], isAlone: Bool = true) -> [Bytes] {
        let name = lowercased(call[0])
        if name == "spop", !isAlone { return Array(call.prefix(2)) + [Bytes("100000".utf8)] }
        // Which keys there are to choose from is known before the transaction only.
        if name == "randomkey", !isAlone { return [Bytes("DBSIZE".utf8)] }
        var words = call.indices.map { place in
            tamed(
                call[place],
                after: place == 0 ? "" : lowercased(call[place - 1]),
                of: name,
                place
            )
        }
        // Members of a set that weigh the same come in the order of a table.
        while name == "sort", words.contains(where: { lowercased($0) == "by" }),
            let target = words.firstIndex(where: { lowercased($0) == "store" })
        {
            words.removeSubrange(target..<min(target + 2, words.count))
        }
        return words
    }

    private static func tamed(
        _ word: Bytes,
        after former: String,
        of name: String,
        _ place: Int
    ) -> Bytes {
        let number = Int(String(decoding: word, as: UTF8.self)) ?? 0
        let isSoon = 1..<10_000 ~= number
        switch name {
        case "xadd" where word == Bytes("*".utf8): return Bytes("7-7".utf8)
        case "srandmember", "hrandfield", "zrandmember":
            return number < -1000 ? Bytes("-7".utf8) : word
        case "setbit", "bitfield", "setrange":
            return 1_000_000..<1 << 32 ~= number ? Bytes("70000".utf8) : word
        case "expire", "pexpire", "setex", "psetex":
            return place == 2 && isSoon ? Bytes("100000000".utf8) : word
        case "set", "getex":
            switch former {
            case "ex" where isSoon, "px" where isSoon: return Bytes("100000000".utf8)
            case "exat" where 1..<2_000_000_000 ~= number,
                "pxat" where 1..<2_000_000_000_000 ~= number:
                return Bytes("99999999999999".utf8)
            default: return word
            }
        default: return word
        }
    }

    private static func lowercased(_ word: Bytes) -> String {
        String(decoding: word, as: UTF8.self).lowercased()
    }
}
