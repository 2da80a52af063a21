internal import StdnetBackend

/// One step of a scan: what was found, and where to go on.
public struct ScanStep<Element: Sendable>: Sendable {
    /// Where the next step starts; 0 when there is none.
    public let cursor: UInt64
    /// What this step found: maybe nothing, although there is more.
    public let elements: [Element]

    /// Whether this was the last step.
    public var isLast: Bool { cursor == 0 }

    /// Puts a cursor and elements together.
    @inlinable
    public init(cursor: UInt64, elements: [Element]) {
        self.cursor = cursor
        self.elements = elements
    }
}

extension ScanStep: Equatable where Element: Equatable {}

extension ScanStep {
    init(
        reply: Reply,
        elements read: (Reply) throws(BackendError) -> [Element]
    ) throws(BackendError) {
        let parts = try reply.parts(2, of: "a cursor and elements")
        guard let cursor = UInt64(parts[0].text) else { throw parts[0].mismatch("a cursor") }
        self.init(cursor: cursor, elements: try read(parts[1]))
    }
}

/// What a step of a scan looks for, and how far it goes.
struct ScanOptions: Sendable {
    var cursor: UInt64
    var pattern: CommandArgument?
    var count: Int?
}

extension Arguments {
    mutating func append(_ options: ScanOptions) {
        append(options.cursor)
        append("MATCH", options.pattern)
        append("COUNT", options.count)
    }
}
