internal import MemoryBackend
internal import StdnetBackend

extension RequestBatch {
    /// The commands that have not run.
    func calls(limit: Int) -> MemoryConnection.Calls {
        MemoryConnection.Calls(words, ends: ends, from: next, limit: limit)
    }

    /// Whether any command that has not run is a script, or a function.
    var hasScript: Bool { has { Self.runsScript($0) } }

    /// Whether any command that has not run ends a transaction, in which a script may be.
    var hasExec: Bool { has { $0.count == 4 && $0.lowercasedMatches("exec") } }

    private func has(_ isWanted: (UnsafeRawBufferPointer) -> Bool) -> Bool {
        for position in next..<ends.count {
            let start = position == 0 ? 0 : ends[position - 1]
            if words.withView(start..<ends[position], { isWanted($0[0]) }) { return true }
        }
        return false
    }

    private static func runsScript(_ name: UnsafeRawBufferPointer) -> Bool {
        guard 4...10 ~= name.count, let first = name.first else { return false }
        switch first | 0x20 {
        case UInt8(ascii: "e"):
            return name.lowercasedMatches("eval") || name.lowercasedMatches("evalsha")
                || name.lowercasedMatches("eval_ro") || name.lowercasedMatches("evalsha_ro")
        case UInt8(ascii: "f"):
            return name.lowercasedMatches("fcall") || name.lowercasedMatches("fcall_ro")
                || name.lowercasedMatches("function")
        default: return false
        }
    }
}

extension UnsafeRawBufferPointer {
    fileprivate func lowercasedMatches(_ word: StaticString) -> Bool {
        guard count == word.utf8CodeUnitCount else { return false }
        for position in 0..<count {
            let byte = self[position]
            let isUpper = 0x41...0x5a ~= byte
            if (isUpper ? byte | 0x20 : byte) != word.utf8Start[position] { return false }
        }
        return true
    }
}
