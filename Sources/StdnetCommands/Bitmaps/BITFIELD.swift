public import StdnetBackend

/// Reads and writes integers of any size within a string, one after the other.
///
/// ```swift
/// BITFIELD("levels", [
///     .set(.unsigned(8), at: .element(0), 200),
///     .increment(.unsigned(8), at: .element(0), by: 100, overflow: .saturate),
/// ])
/// ```
///
/// Complexity: O(operations).
public struct BITFIELD: NamedCommand {
    /// What is done with one integer.
    public enum Operation: Sendable, Hashable {
        /// Reads it: `GET`.
        case get(BitInteger, at: BitOffset)
        /// Replaces it and answers what it was: `SET`.
        case set(BitInteger, at: BitOffset, Int, overflow: BitOverflow = .wrap)
        /// Adds to it and answers the sum: `INCRBY`.
        case increment(BitInteger, at: BitOffset, by: Int, overflow: BitOverflow = .wrap)
    }

    static var name: StaticString { "BITFIELD" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let operations: [Operation]

    /// An integer for each operation; nil where it failed for want of room.
    public typealias Response = [Int?]

    /// Names the key and what is done.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, _ operations: [Operation]) {
        self.key = key.commandArgument
        self.operations = operations
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        // What OVERFLOW says holds for all that follows, so it is said when it changes.
        var current = BitOverflow.wrap
        for operation in operations {
            switch operation {
            case .get(let integer, let offset):
                arguments.append("GET" as StaticString)
                arguments.append(BitField(integer, at: offset))
            case .set(let integer, let offset, let value, let overflow):
                if overflow != current { arguments.append(overflow) }
                current = overflow
                arguments.append("SET" as StaticString)
                arguments.append(BitField(integer, at: offset))
                arguments.append(value)
            case .increment(let integer, let offset, let increment, let overflow):
                if overflow != current { arguments.append(overflow) }
                current = overflow
                arguments.append("INCRBY" as StaticString)
                arguments.append(BitField(integer, at: offset))
                arguments.append(increment)
            }
        }
    }
}

/// Reads integers of any size within a string; replicas serve it, too.
///
/// Complexity: O(fields).
public struct BITFIELD_RO: NamedCommand {
    static var name: StaticString { "BITFIELD_RO" }
    @usableFromInline let key: CommandArgument
    @usableFromInline let fields: [BitField]

    /// An integer for each field: 0 where there is none.
    public typealias Response = [Int]

    /// Names the key and the integers.
    @inlinable
    public init(_ key: some CommandArgumentConvertible, _ fields: [BitField]) {
        self.key = key.commandArgument
        self.fields = fields
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(key)
        for field in fields {
            arguments.append("GET" as StaticString)
            arguments.append(field)
        }
    }
}
