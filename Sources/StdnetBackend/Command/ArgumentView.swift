/// Byte strings lent by an ``Arguments``; valid only within the call that lends them.
public struct ArgumentView {
    @usableFromInline let bytes: UnsafeRawBufferPointer
    @usableFromInline let ends: UnsafeBufferPointer<Int>
    @usableFromInline let first: Int
    /// How many byte strings are lent.
    public let count: Int

    @inlinable @inline(__always)
    package init(
        bytes: UnsafeRawBufferPointer,
        ends: UnsafeBufferPointer<Int>,
        first: Int,
        count: Int
    ) {
        self.bytes = bytes
        self.ends = ends
        self.first = first
        self.count = count
    }

    /// One byte string.
    @inlinable @inline(__always)
    public subscript(position: Int) -> UnsafeRawBufferPointer {
        let index = first + position
        let start = index == 0 ? 0 : ends[index - 1]
        return UnsafeRawBufferPointer(rebasing: bytes[start..<ends[index]])
    }

    /// All but the first byte strings.
    @inlinable @inline(__always)
    public func dropFirst(_ dropped: Int = 1) -> ArgumentView {
        let dropped = min(dropped, count)
        return ArgumentView(
            bytes: bytes,
            ends: ends,
            first: first + dropped,
            count: count - dropped
        )
    }

    /// The first byte strings.
    @inlinable @inline(__always)
    public func prefix(_ kept: Int) -> ArgumentView {
        ArgumentView(bytes: bytes, ends: ends, first: first, count: min(kept, count))
    }

    /// One byte string as text; what is not UTF-8 shows as U+FFFD.
    public func text(_ position: Int) -> String {
        String(decoding: self[position], as: UTF8.self)
    }

    /// One byte string as an integer, when it is one in plain decimal digits.
    public func integer(_ position: Int) -> Int? { Int(decimal: self[position]) }
}
