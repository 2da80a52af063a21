import StdnetBackend

// PFSELFTEST: whether registers keep what they are given, and estimates are as near as they should be.
extension Keyspace {
    mutating func pfselftest(_ reply: inout ReplyBuilder) throws(CommandError) {
        try testRegisters()
        try testEstimates()
        reply.ok()
    }

    private mutating func testRegisters() throws(CommandError) {
        var log = HyperLogLog(emptyDense: ())
        for _ in 0..<10 {
            var expected = [UInt8](repeating: 0, count: HyperLogLog.registerCount)
            for register in expected.indices {
                expected[register] = UInt8(random.below(64))
                log[dense: register] = expected[register]
            }
            for register in expected.indices where log[dense: register] != expected[register] {
                throw .init(
                    "ERR TESTFAILED Register \(register) should be \(expected[register]) "
                        + "but is \(log[dense: register])"
                )
            }
        }
    }

    /// Adds up to a million elements, a tenth of what Redis adds: it must not hold up others long.
    private mutating func testEstimates() throws(CommandError) {
        let sparseLimit = settings.hllSparseMaxBytes
        let seed = random.next()
        var dense = HyperLogLog(emptyDense: ())
        var sparse = HyperLogLog()
        var checkpoint = 1
        for number in 1...1_000_000 {
            try withUnsafeBytes(of: UInt64(number) ^ seed) { element throws(CommandError) in
                _ = try dense.add(element, sparseLimit: sparseLimit)
                _ = try sparse.add(element, sparseLimit: sparseLimit)
            }
            guard number == checkpoint else { continue }
            if number < sparseLimit / 2, !sparse.isSparse {
                throw .init("ERR TESTFAILED sparse encoding not used")
            }
            let count = try RegisterHistogram(dense).estimate
            guard try RegisterHistogram(sparse).estimate == count else {
                throw .init("ERR TESTFAILED dense/sparse disagree")
            }
            // The standard error is 1.04 / sqrt(16384).
            let tolerance = Int((1.04 / 128 * 6 * Double(number)).rounded(.up))
            let difference = abs(number - count)
            guard difference <= (number == 10 ? 1 : tolerance) else {
                throw .init(
                    "ERR TESTFAILED Too big error. card:\(number) abserr:\(difference)"
                )
            }
            checkpoint *= 10
        }
    }
}
