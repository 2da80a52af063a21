public import StdnetBackend

/// Where the memory of a server went, in bytes.
public struct MemoryStatistics: Sendable, Hashable, ReplyDecodable {
    /// Every figure that the server tells, by the name that it gives it; those of databases apart.
    public let figures: [String: Double]

    /// The most that was ever allocated.
    public var peak: Int { integer("peak.allocated") }
    /// What is allocated now.
    public var total: Int { integer("total.allocated") }
    /// What was allocated when the server had started.
    public var startup: Int { integer("startup.allocated") }
    /// What the server needs for itself.
    public var overhead: Int { integer("overhead.total") }
    /// What the data takes.
    public var dataset: Int { integer("dataset.bytes") }
    /// How many keys there are.
    public var keys: Int { integer("keys.count") }
    /// How much a key takes on the average.
    public var bytesPerKey: Int { integer("keys.bytes-per-key") }
    /// How much memory the system gave for each byte that is allocated.
    public var fragmentation: Double { figures["fragmentation"] ?? 0 }

    /// Reads the fields of MEMORY STATS.
    public init(reply: Reply) throws(BackendError) {
        let fields: [String: Reply] = try reply.decode()
        figures = fields.compactMapValues(\.double)
    }

    private func integer(_ name: String) -> Int { figures[name].flatMap { Int(exactly: $0) } ?? 0 }
}
