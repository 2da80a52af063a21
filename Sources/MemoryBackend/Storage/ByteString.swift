import StdnetBackend

/// An owned byte string in 24 bytes: short ones inline, long ones in a shared immutable array.
enum ByteString: Equatable, Sendable {
    case inline(InlineBytes)
    case heap(Bytes)

    @inline(__always)
    init(_ bytes: RawBytes) {
        self =
            bytes.count <= InlineBytes.capacity
            ? .inline(InlineBytes(bytes)) : .heap(Bytes(bytes))
    }

    init(_ bytes: Bytes) {
        self =
            bytes.count <= InlineBytes.capacity
            ? bytes.withUnsafeBytes { .inline(InlineBytes($0)) } : .heap(bytes)
    }

    init(_ text: String) { self.init(Bytes(text.utf8)) }

    /// No bytes.
    static var empty: ByteString { .inline(InlineBytes()) }

    @inline(__always) var count: Int {
        switch self {
        case .inline(let bytes): Int(bytes.count)
        case .heap(let bytes): bytes.count
        }
    }

    /// The bytes as an array; a long string shares its own.
    var bytes: Bytes {
        switch self {
        case .inline(let bytes): bytes.withBytes { Bytes($0) }
        case .heap(let bytes): bytes
        }
    }

    @inline(__always)
    func hash(_ seed: HashSeed) -> UInt64 {
        switch self {
        case .inline(let bytes): bytes.hash(seed)
        case .heap(let bytes): bytes.withUnsafeBytes { seed.hash(long: $0) }
        }
    }

    /// Lends the bytes.
    @inline(__always)
    func withBytes<Result>(_ body: (RawBytes) -> Result) -> Result {
        switch self {
        case .inline(let bytes): bytes.withBytes(body)
        case .heap(let bytes): bytes.withUnsafeBytes(body)
        }
    }

    /// The order of the bytes: as memcmp gives it, then the shorter first.
    @inline(__always)
    static func < (left: ByteString, right: ByteString) -> Bool {
        if case .inline(let left) = left, case .inline(let right) = right { return left < right }
        return left.withBytes { left in right.withBytes { right in left.precedes(right) } }
    }
}

extension ReplyBuilder {
    /// Appends a stored byte string.
    @inline(__always)
    mutating func bulk(_ value: borrowing ByteString) {
        switch value {
        case .inline(let bytes): bytes.withBytes { bulk($0) }
        case .heap(let bytes): bytes.withUnsafeBytes { bulk($0) }
        }
    }
}
