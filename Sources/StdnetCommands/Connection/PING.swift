public import StdnetBackend

/// Asks the server for an answer.
///
/// Complexity: O(1).
public struct PING: NamedCommand {
    static var name: StaticString { "PING" }
    @usableFromInline let message: CommandArgument?

    /// `PONG`, or the message.
    public typealias Response = String

    /// Gives a message; nil is `PONG`.
    @inlinable
    public init(_ message: CommandArgument? = nil) {
        self.message = message
    }

    func writeOperands(to arguments: inout Arguments) {
        if let message { arguments.append(message) }
    }
}

/// Asks the server to repeat a message.
///
/// Complexity: O(1).
public struct ECHO: NamedCommand {
    static var name: StaticString { "ECHO" }
    @usableFromInline let message: CommandArgument

    /// The message.
    public typealias Response = String

    /// Gives the message.
    @inlinable
    public init(_ message: some CommandArgumentConvertible) {
        self.message = message.commandArgument
    }

    func writeOperands(to arguments: inout Arguments) {
        arguments.append(message)
    }
}
