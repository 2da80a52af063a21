/// Any command by its name: for what has no type of its own.
public struct RawCommand: Command {
    private let vector: Arguments

    /// Names a command and its arguments, such as `RawCommand("SETRANGE", "key", 5, bytes)`.
    public init(_ name: String, _ arguments: any CommandArgumentConvertible...) {
        var vector = Arguments()
        vector.append(name)
        for argument in arguments { vector.append(argument.commandArgument) }
        self.vector = vector
    }

    /// Takes a complete argument vector, the name first.
    public init(vector: Arguments) { self.vector = vector }

    /// Appends the words as they were given.
    public func write(to arguments: inout Arguments) { arguments.append(contentsOf: vector) }
    /// Hands the reply through.
    public func decode(_ reply: Reply) throws(BackendError) -> Reply { reply }
}
