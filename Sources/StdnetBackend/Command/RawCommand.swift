/// Any command by its name: for what has no type of its own.
public struct RawCommand: Command {
    private let vector: Arguments

    /// Names a command and its arguments, such as `RawCommand("OBJECT", "ENCODING", "key")`.
    public init(_ words: String...) {
        var vector = Arguments()
        for word in words { vector.append(word) }
        self.vector = vector
    }

    /// Takes a complete argument vector, the name first.
    public init(vector: Arguments) { self.vector = vector }

    /// Appends the words as they were given.
    public func write(to arguments: inout Arguments) { arguments.append(contentsOf: vector) }
    /// Hands the reply through.
    public func decode(_ reply: Reply) throws(BackendError) -> Reply { reply }
}
