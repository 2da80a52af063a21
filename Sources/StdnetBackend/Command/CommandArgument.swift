/// One word of a command: text, bytes or a number.
///
/// Numbers are written in decimal digits, doubles in the shortest form that reads back as the same
/// number, when the command is written; until then nothing is allocated for them.
public enum CommandArgument: Sendable, Hashable {
    /// Text, written as UTF-8.
    case text(String)
    /// Any bytes.
    case bytes(Bytes)
    /// A whole number.
    case integer(Int)
    /// A number; the infinities are `inf` and `-inf`.
    case double(Double)
}

/// What a command takes as a key or as a value.
public protocol CommandArgumentConvertible: Sendable {
    /// The word that the server gets.
    var commandArgument: CommandArgument { get }
}

extension CommandArgument: CommandArgumentConvertible {
    /// Itself.
    @inlinable public var commandArgument: CommandArgument { self }
}

extension String: CommandArgumentConvertible {
    /// The text as it is.
    @inlinable public var commandArgument: CommandArgument { .text(self) }
}

extension Substring: CommandArgumentConvertible {
    /// The text as it is.
    @inlinable public var commandArgument: CommandArgument { .text(String(self)) }
}

extension Array: CommandArgumentConvertible where Element == UInt8 {
    /// The bytes as they are.
    @inlinable public var commandArgument: CommandArgument { .bytes(self) }
}

extension Int: CommandArgumentConvertible {
    /// The number in decimal digits.
    @inlinable public var commandArgument: CommandArgument { .integer(self) }
}

extension Double: CommandArgumentConvertible {
    /// The shortest text that reads back as the same number.
    @inlinable public var commandArgument: CommandArgument { .double(self) }
}

extension CommandArgument: ExpressibleByStringLiteral, ExpressibleByStringInterpolation,
    ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral
{
    /// Makes text.
    @inlinable public init(stringLiteral value: String) { self = .text(value) }
    /// Makes a whole number.
    @inlinable public init(integerLiteral value: Int) { self = .integer(value) }
    /// Makes a number.
    @inlinable public init(floatLiteral value: Double) { self = .double(value) }
}

extension Arguments {
    /// Appends one word.
    public mutating func append(_ argument: CommandArgument) {
        switch argument {
        case .text(let text): append(text)
        case .bytes(let bytes): append(bytes)
        case .integer(let number): append(number)
        case .double(let number): append(number)
        }
    }

    /// Appends words.
    public mutating func append(contentsOf arguments: some Sequence<CommandArgument>) {
        for argument in arguments { append(argument) }
    }
}
