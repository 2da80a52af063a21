internal import MemoryBackend

/// How large requests may be.
struct RequestLimits {
    /// A line: an inline command, or the length of what follows.
    static let maxLineLength = 64 << 10

    var maxBulkLength = 512 << 20
    /// How many bytes of requests that have not run may be held.
    var maxHeldBytes = 1 << 30
    /// Whether the client has yet to say who it is: then a few short words have to do.
    var isUnauthenticated = false

    var maxWordCount: Int { isUnauthenticated ? 10 : Int(Int32.max) }
    var maxWordLength: Int { isUnauthenticated ? 16384 : .max }
}

extension RequestLimits {
    init(_ limits: ServerLimits, isUnauthenticated: Bool) {
        maxBulkLength = limits.maxBulkLength
        maxHeldBytes = limits.queryBufferLimit
        self.isUnauthenticated = isUnauthenticated
    }
}
