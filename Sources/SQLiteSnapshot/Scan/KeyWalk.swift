import StdnetBackend

/// A key as a scan found it.
struct FoundKey: Sendable {
    let name: Bytes
    let type: StoredType
    let expiry: Int64?
}

/// How far a scan is: a value, so that the next keys can be asked for while others are written.
struct KeyWalk: Sendable {
    /// Where SCAN goes on.
    var scan: KeyspaceWalk
    /// Keys that SCAN gave and that were not read yet.
    var queue: ArraySlice<FoundKey> = []
    /// How many keys are read in one round trip: fewer where they are large.
    var batchSize = Self.largestBatch

    static let largestBatch = 500
    /// How many bytes of values a round trip is to bring, about.
    private static let wantedBytes = 1 << 22

    init(prefix: String) {
        scan = KeyspaceWalk(.prefix(prefix), stepSize: Self.largestBatch)
    }

    /// Learns from how large the keys of a batch were.
    mutating func adapt(to bytes: Int, of count: Int) {
        let average = max(1, bytes / max(1, count))
        let fitting = max(1, Self.wantedBytes / average)
        batchSize = min(Self.largestBatch, min(fitting, batchSize * 2))
    }
}

/// Keys with the first page of each, as it came.
struct KeyBatch: Sendable {
    let keys: [FoundKey]
    let replies: [Reply]

    /// How many bytes of strings the replies have, nested ones included.
    var byteCount: Int { replies.reduce(0) { $0 + $1.byteCount } }
}

extension Reply {
    /// How many bytes of strings there are in all.
    var byteCount: Int {
        kind.isCollection
            ? elements.reduce(0) { $0 + $1.byteCount } : kind.hasBytes ? withBytes { $0.count } : 8
    }
}
