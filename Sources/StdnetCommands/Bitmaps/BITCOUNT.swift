public import StdnetBackend

/// A part of a string, in bytes or in bits.
public struct BitRange: Sendable, Hashable {
    /// In what the ends of a range are counted.
    public enum Unit: Sendable, Hashable {
        /// In bytes: `BYTE`.
        case bytes
        /// In bits: `BIT`.
        case bits
    }

    /// Where the part starts; negative positions count from the end.
    public var first: Int
    /// Where the part ends, itself included; negative positions count from the end.
    public var last: Int
    /// In what both are counted.
    public var unit: Unit

    /// A part counted in bytes, both ends included.
    @inlinable
    public static func bytes(from first: Int, through last: Int) -> BitRange {
        BitRange(first: first, last: last, unit: .bytes)
    }

    /// A part counted in bits, both ends included.
    @inlinable
    public static func bits(from first: Int, through last: Int) -> BitRange {
        BitRange(first: first, last: last, unit: .bits)
    }

    @inlinable
    init(first: Int, last: Int, unit: Unit) {
        self.first = first
        self.last = last
        self.unit = unit
    }
}

extension Arguments {
    /// Appends the ends of a part, and its unit when it is not the usual one.
    ///
    /// Servers before 7.0 know no unit.
    fileprivate mutating func append(_ range: BitRange?) {
        guard let range else { return }
        append(range.first)
        append(range.last)
        append("BIT", if: range.unit == .bits)
    }
}

/// Counts the bits of a string that are set.
///
/// Complexity: O(bytes counted).
public struct BITCOUNT: NamedCommand {
    static var name: StaticString { "BITCOUNT" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let range: BitRange?

    /// How many bits are set: 0 when there is no key.
    public typealias Response = Int

    /// Names the key and the part; nil is all of it.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, in range: BitRange? = nil) {
        self.key = key.commandArgument
        self.range = range
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(range)
    }
}

/// Finds the first bit of a string that is set, or that is not.
///
/// Complexity: O(bytes searched).
public struct BITPOS: NamedCommand {
    static var name: StaticString { "BITPOS" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let bit: Bool
    @usableFromInline let range: BitRange?

    /// The position of the bit in the whole string, in bits; nil when there is none.
    ///
    /// For a bit that is not set, all of a string without such a bit is followed by one.
    public typealias Response = Int?

    /// Names the key, the value of the bit and the part; nil is all of the string.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, _ bit: Bool, in range: BitRange? = nil) {
        self.key = key.commandArgument
        self.bit = bit
        self.range = range
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        arguments.append(bit ? 1 : 0)
        arguments.append(range)
    }

    /// Reads a position; -1 is none.
    public func decode(_ reply: Reply) throws(BackendError) -> Int? {
        let position: Int = try reply.decode()
        return position < 0 ? nil : position
    }
}
