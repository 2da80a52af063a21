import StdnetBackend

/// How many registers hold each value: all that an estimate depends on.
struct RegisterHistogram {
    private static let greatestRank = 64 - HyperLogLog.indexBits + 1
    private var counts = [Int](repeating: 0, count: 64)

    init(_ registers: [UInt8]) {
        for register in registers { counts[Int(register)] += 1 }
    }

    init(_ log: HyperLogLog) throws(CommandError) {
        if log.isSparse {
            try addRuns(log.bytes)
        } else {
            log.forEachDense { counts[Int($1)] += 1 }
        }
    }

    private mutating func addRuns(_ bytes: Bytes) throws(CommandError) {
        let total = bytes.withUnsafeBytes { bytes in
            var total = 0
            var at = HyperLogLog.headerSize
            while at < bytes.count {
                let run = RegisterRun(bytes, at)
                at += run.size
                counts[Int(run.value)] += run.length
                total += run.length
            }
            return total
        }
        guard total == HyperLogLog.registerCount else { throw .corruptHyperLogLog }
    }

    /// The estimate of Otmar Ertl, "New cardinality estimation algorithms for HyperLogLog
    /// sketches", arXiv:1702.01284; each step rounds as Redis's does.
    var estimate: Int {
        let size = Double(HyperLogLog.registerCount)
        let withoutZeros = (size - Double(counts[Self.greatestRank])) / size
        var sum = size * Self.tau(withoutZeros)
        for rank in (1..<Self.greatestRank).reversed() {
            sum += Double(counts[rank])
            sum *= 0.5
        }
        sum += size * Self.sigma(Double(counts[0]) / size)
        // 1 / (2 ln 2)
        let alpha = 0.721347520444481703680
        let estimate = (alpha * size * size / sum).rounded()
        // What C makes of a number that is too great.
        return Int(exactly: estimate) ?? .min
    }

    private static func sigma(_ start: Double) -> Double {
        if start == 1 { return .infinity }
        var power = start
        var factor = 1.0
        var sum = start
        var last: Double
        repeat {
            power *= power
            last = sum
            sum += power * factor
            factor += factor
        } while last != sum
        return sum
    }

    private static func tau(_ start: Double) -> Double {
        if start == 0 || start == 1 { return 0 }
        var root = start
        var factor = 1.0
        var sum = 1 - start
        var last: Double
        repeat {
            root = root.squareRoot()
            last = sum
            factor *= 0.5
            sum -= (1 - root) * (1 - root) * factor
        } while last != sum
        return sum / 3
    }
}
