public import StdnetBackend

/// Combines the bits of several strings and stores the result.
///
/// ```swift
/// BITOP(.and(["monday", "tuesday"]), into: "both")
/// BITOP(.not("monday"), into: "away")
/// ```
///
/// Complexity: O(bytes of the longest string).
public struct BITOP: NamedCommand {
    /// How bits are combined, and of which strings; shorter strings are followed by zeros.
    public struct Operation: Sendable {
        fileprivate let name: StaticString
        fileprivate let keys: [CommandArgument]

        /// A bit is set where it is set in all strings: `AND`.
        public static func and(_ keys: some Sequence<some CommandArgumentConvertible>) -> Self {
            Self(name: "AND", keys: keys.commandArguments)
        }

        /// A bit is set where it is set in at least one string: `OR`.
        public static func or(_ keys: some Sequence<some CommandArgumentConvertible>) -> Self {
            Self(name: "OR", keys: keys.commandArguments)
        }

        /// A bit is set where it is set in an odd number of strings: `XOR`.
        public static func xor(_ keys: some Sequence<some CommandArgumentConvertible>) -> Self {
            Self(name: "XOR", keys: keys.commandArguments)
        }

        /// A bit is set where it is not set in the string: `NOT`.
        public static func not(_ key: some CommandArgumentConvertible) -> Self {
            Self(name: "NOT", keys: [key.commandArgument])
        }
    }

    static var name: StaticString { "BITOP" }
    private let operation: Operation
    private let destination: CommandArgument

    /// How many bytes the result has: 0 when there was none of the strings, and then no result.
    public typealias Response = Int

    /// Says what is combined and where the result goes.
    public init(_ operation: Operation, into destination: some CommandArgumentConvertible) {
        self.operation = operation
        self.destination = destination.commandArgument
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(operation.name)
        arguments.append(destination)
        arguments.append(contentsOf: operation.keys)
    }
}
