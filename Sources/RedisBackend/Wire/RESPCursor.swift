/// Reads the parts of values from bytes that lie one after another.
///
/// Whoever gets nil has to come back with more bytes, at the start of the value. Every byte is
/// looked at only after its position was compared with the end.
struct RESPCursor {
    let input: UnsafeBufferPointer<UInt8>
    /// Never beyond the end of the input.
    private(set) var next: Int

    init(_ input: UnsafeBufferPointer<UInt8>, at position: Int) {
        self.input = input
        next = position
    }

    /// The first byte of a value.
    @inline(__always)
    mutating func mark() -> UInt8? {
        guard next < input.count else { return nil }
        defer { next += 1 }
        return input[next]
    }

    /// A decimal number and its line break: no plus, no zeros in front, at most 64 bits.
    @inline(__always)
    mutating func number() throws(RESPRefusal) -> Int? {
        var position = next
        guard position < input.count else { return nil }
        let isNegative = input[position] == UInt8(ascii: "-")
        if isNegative { position += 1 }
        let start = position
        var magnitude: UInt64 = 0
        while position < input.count {
            let digit = input[position] &- UInt8(ascii: "0")
            if digit > 9 { break }
            // Nineteen digits never overflow 64 bits without a sign.
            if position - start == 19 { throw .integerTooLarge }
            magnitude = magnitude &* 10 &+ UInt64(digit)
            position += 1
        }
        guard position < input.count else { return nil }
        let digitCount = position - start
        guard input[position] == UInt8(ascii: "\r"), digitCount > 0 else {
            throw start == position && input[position] == UInt8(ascii: "?") ? .streamed : .number
        }
        if input[start] == UInt8(ascii: "0"), digitCount > 1 || isNegative { throw .number }
        guard position + 1 < input.count else { return nil }
        guard input[position + 1] == UInt8(ascii: "\n") else { throw .number }
        let largest = UInt64(Int64.max) + (isNegative ? 1 : 0)
        guard magnitude <= largest else { throw .integerTooLarge }
        next = position + 2
        return Int(truncatingIfNeeded: isNegative ? 0 &- magnitude : magnitude)
    }

    /// The rest of a line without its line break.
    ///
    /// `searched` is where an earlier search for the end stopped; it is moved on.
    @inline(__always)
    mutating func line(searched: inout Int) throws(RESPRefusal) -> Range<Int>? {
        var position = max(next, searched)
        while position < input.count {
            let byte = input[position]
            if byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n") { break }
            position += 1
        }
        guard position - next <= RESPLimit.stringLength else { throw .stringTooLong }
        searched = position
        guard position < input.count else { return nil }
        let isLineBreak = try lineBreak(at: position)
        guard isLineBreak else { return nil }
        let line = next..<position
        next = position + 2
        return line
    }

    /// The bytes of a string, behind which there is a line break.
    ///
    /// `wanted` is set to how long the input has to be when it is too short.
    @inline(__always)
    mutating func string(_ length: Int, wanted: inout Int) throws(RESPRefusal) -> Range<Int>? {
        let end = next + length
        guard end + 2 <= input.count else {
            wanted = end + 2
            return nil
        }
        _ = try lineBreak(at: end)
        let string = next..<end
        next = end + 2
        return string
    }

    /// Whether there is a line break at a position inside the input; false when half of it is missing.
    @inline(__always)
    private func lineBreak(at position: Int) throws(RESPRefusal) -> Bool {
        guard input[position] == UInt8(ascii: "\r") else { throw .lineBreak(input[position]) }
        guard position + 1 < input.count else { return false }
        guard input[position + 1] == UInt8(ascii: "\n") else {
            throw .lineBreak(input[position + 1])
        }
        return true
    }
}
