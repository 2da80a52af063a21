internal import StdnetBackend

/// Which part of an ordered result is wanted.
public struct Limit: Sendable, Hashable {
    /// How many elements are passed over.
    public var offset: Int
    /// How many elements are wanted; a negative count is all of them.
    public var count: Int

    /// Makes a limit.
    @inlinable
    public init(offset: Int = 0, count: Int) {
        self.offset = offset
        self.count = count
    }
}

extension Arguments {
    /// Appends `LIMIT offset count`, when a part is asked for.
    mutating func append(_ limit: Limit?) {
        guard let limit else { return }
        append("LIMIT" as StaticString)
        append(limit.offset)
        append(limit.count)
    }
}
