import StdnetBackend

// PFDEBUG: what is in a HyperLogLog.
extension Keyspace {
    mutating func pfdebug(_ call: ArgumentView, _ reply: inout ReplyBuilder) throws(CommandError) {
        guard let position = try findLog(call[2]) else {
            throw .init("ERR The specified key does not exist")
        }
        try changeLog(at: position) { log throws(CommandError) in
            if call.isWord("GETREG", at: 1) {
                try log.makeDense()
                reply.array(HyperLogLog.registerCount)
                for register in 0..<HyperLogLog.registerCount {
                    reply.integer(Int(log[dense: register]))
                }
            } else if call.isWord("DECODE", at: 1) {
                guard log.isSparse else { throw .init("ERR HLL encoding is not sparse") }
                reply.bulk(log.runText)
            } else if call.isWord("ENCODING", at: 1) {
                reply.status(log.isSparse ? "sparse" : "dense")
            } else if call.isWord("TODENSE", at: 1) {
                reply.integer(log.isSparse ? 1 : 0)
                try log.makeDense()
            } else {
                throw .init("ERR Unknown PFDEBUG subcommand '\(call.text(1))'")
            }
        }
    }
}

extension HyperLogLog {
    /// The runs as PFDEBUG DECODE shows them: a letter and the length, for values `v:VALUE,LENGTH`.
    fileprivate var runText: String {
        bytes.withUnsafeBytes { bytes in
            var words: [String] = []
            var at = Self.headerSize
            while at < bytes.count {
                let run = RegisterRun(bytes, at)
                at += run.size
                words.append(
                    run.value > 0
                        ? "v:\(run.value),\(run.length)"
                        : "\(run.size == 1 ? "z" : "Z"):\(run.length)"
                )
            }
            return words.joined(separator: " ")
        }
    }
}
