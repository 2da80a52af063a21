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

extension Int {
    /// Reads plain decimal digits as Redis does: an optional minus, no plus, no spaces, no leading
    /// zeros; nil for everything else and on overflow.
    public init?(decimal text: UnsafeRawBufferPointer) {
        guard let lead = text.first else { return nil }
        let isNegative = lead == UInt8(ascii: "-")
        let digits = isNegative ? UnsafeRawBufferPointer(rebasing: text.dropFirst()) : text
        guard let first = digits.first, digits.count <= 19 else { return nil }
        if first == UInt8(ascii: "0") {
            guard digits.count == 1, !isNegative else { return nil }
            self = 0
            return
        }
        var number = 0
        // What has less digits than the largest integer can't be too large.
        if digits.count < 19 {
            for digit in digits {
                guard digit &- 48 < 10 else { return nil }
                number = number &* 10 &+ Int(digit &- 48)
            }
            self = isNegative ? -number : number
            return
        }
        for digit in digits {
            let value = Int(digit) - 48
            guard value >= 0, value <= 9 else { return nil }
            let (shifted, tooLarge) = number.multipliedReportingOverflow(by: 10)
            let (sum, overflow) =
                isNegative
                ? shifted.subtractingReportingOverflow(value)
                : shifted.addingReportingOverflow(value)
            guard !tooLarge, !overflow else { return nil }
            number = sum
        }
        self = number
    }
}
