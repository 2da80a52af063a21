/// Sums of digests, one for each minute in which keys end and one for those that stay: so what may
/// have ended meanwhile can be left out of a comparison.
struct ExpirySums: Equatable {
    private var staying = ContentDigest.zero
    private var ending: [Int64: ContentDigest] = [:]

    mutating func add(_ digest: ContentDigest, expiry: Int64?) {
        if let expiry {
            ending[expiry / 60_000, default: .zero] += digest
        } else {
            staying += digest
        }
    }

    /// Leaves only what stays, or ends in a minute after that of a time in milliseconds since 1970.
    mutating func removeEnding(until time: Int64) {
        ending = ending.filter { $0.key > time / 60_000 }
    }
}
