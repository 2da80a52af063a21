/// A flat list of byte strings: one argument vector, or the vectors of many commands one after another.
///
/// All bytes lie in one buffer and all ends in another, so that appending is a copy and never an
/// allocation of its own. The memory backend reads the vectors in place; the Redis backend puts
/// RESP lengths between them.
public struct Arguments: Sendable {
    @usableFromInline package internal(set) var bytes: [UInt8] = []
    @usableFromInline package internal(set) var ends: [Int] = []

    /// Makes an empty list.
    @inlinable public init() {}

    /// How many byte strings there are.
    @inlinable public var count: Int { ends.count }

    /// How many bytes there are in all.
    public var byteCount: Int { bytes.count }

    /// Removes everything and keeps the memory.
    @inlinable
    public mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        ends.removeAll(keepingCapacity: true)
    }

    /// Makes room for this many more byte strings of this many bytes in all.
    public mutating func reserve(count: Int, bytes more: Int) {
        bytes.reserveCapacity(bytes.count + more)
        ends.reserveCapacity(ends.count + count)
    }

    /// Appends bytes that are borrowed for the time of the call.
    @inlinable @inline(__always)
    public mutating func append(_ argument: UnsafeRawBufferPointer) {
        bytes.append(contentsOf: argument)
        ends.append(bytes.count)
    }

    /// Appends an owned byte string.
    @inlinable
    public mutating func append(_ argument: Bytes) {
        bytes.append(contentsOf: argument)
        ends.append(bytes.count)
    }

    /// Appends text as UTF-8.
    public mutating func append(_ argument: String) {
        appendBytes(of: argument)
        ends.append(bytes.count)
    }

    /// Appends a literal, such as the name of a command.
    @inlinable @inline(__always)
    public mutating func append(_ argument: StaticString) {
        append(
            UnsafeRawBufferPointer(start: argument.utf8Start, count: argument.utf8CodeUnitCount)
        )
    }

    /// Appends a number in decimal digits.
    ///
    /// The usual integer has this of its own: the general form goes through witnesses.
    public mutating func append(_ argument: Int) { argument.withDigits { append($0) } }

    /// Appends a number in decimal digits.
    public mutating func append(_ argument: some BinaryInteger) {
        guard let number = Int(exactly: argument) else { return append(String(argument)) }
        append(number)
    }

    /// Appends a number in the shortest form that reads back as the same number.
    public mutating func append(_ argument: Double) {
        append(argument.description)
    }

    /// Appends the concatenation of several texts, such as the parts of a key.
    public mutating func append(joining parts: String...) {
        for part in parts { appendBytes(of: part) }
        ends.append(bytes.count)
    }

    /// Appends two parts as one byte string: a key made of a known part and a value.
    public mutating func append(
        _ prefix: UnsafeRawBufferPointer,
        then suffix: UnsafeRawBufferPointer
    ) {
        bytes.append(contentsOf: prefix)
        bytes.append(contentsOf: suffix)
        ends.append(bytes.count)
    }

    /// Removes the last byte string.
    public mutating func removeLast() {
        ends.removeLast()
        bytes.removeSubrange((ends.last ?? 0)...)
    }

    /// Takes everything out and leaves an empty list, without a copy.
    package mutating func taken() -> Arguments {
        let all = self
        self = Arguments()
        return all
    }

    /// One byte string as text; what is not UTF-8 shows as U+FFFD.
    package func text(at position: Int) -> String { withView { $0.text(position) } }

    /// Appends some of the byte strings of another list.
    package mutating func append(contentsOf other: Arguments, _ range: Range<Int>) {
        guard let last = range.last else { return }
        let start = range.lowerBound == 0 ? 0 : other.ends[range.lowerBound - 1]
        let offset = bytes.count - start
        bytes.append(contentsOf: other.bytes[start..<other.ends[last]])
        for position in range { ends.append(other.ends[position] + offset) }
    }

    /// Appends what another list holds.
    public mutating func append(contentsOf other: borrowing Arguments) {
        let offset = bytes.count
        bytes.append(contentsOf: other.bytes)
        for end in other.ends { ends.append(offset + end) }
    }

    /// Appends what a view holds.
    public mutating func append(contentsOf view: ArgumentView) {
        for position in 0..<view.count { append(view[position]) }
    }

    /// Lends all byte strings for the time of the call.
    @inlinable @inline(__always)
    public func withView<Result, Failure: Error>(
        _ body: (ArgumentView) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try withView(0..<ends.count, body)
    }

    /// Lends some of the byte strings for the time of the call.
    @inlinable @inline(__always)
    package func withView<Result, Failure: Error>(
        _ range: Range<Int>,
        _ body: (ArgumentView) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try bytes.withUnsafeBufferPointer { bytes throws(Failure) -> Result in
            try ends.withUnsafeBufferPointer { ends throws(Failure) -> Result in
                try body(
                    ArgumentView(
                        bytes: UnsafeRawBufferPointer(bytes),
                        ends: ends,
                        first: range.lowerBound,
                        count: range.count
                    )
                )
            }
        }
    }

    private mutating func appendBytes(of text: String) {
        var text = text
        text.withUTF8 { bytes.append(contentsOf: $0) }
    }
}

extension Arguments: Equatable {}

extension Arguments: ExpressibleByArrayLiteral {
    /// Makes a list of texts.
    public init(arrayLiteral elements: String...) {
        for element in elements { append(element) }
    }
}
