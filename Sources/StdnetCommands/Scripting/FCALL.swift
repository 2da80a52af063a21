public import StdnetBackend

/// Calls a function of a library that the server holds.
public struct FCALL<Value: ReplyDecodable>: ScriptCommand {
    static var name: StaticString { "FCALL" }
    @usableFromInline let script: CommandArgument
    @usableFromInline let keys: [CommandArgument]
    @usableFromInline let words: [CommandArgument]

    /// What the function answers.
    public typealias Response = Value

    /// Names the function, gives the keys and the arguments, and what the answer is read as.
    @inlinable
    public init(
        _ function: some CommandArgumentConvertible,
        keys: [CommandArgument] = [],
        arguments: [CommandArgument] = [],
        as _: Value.Type = Reply.self
    ) {
        script = function.commandArgument
        self.keys = keys
        words = arguments
    }
}

/// Calls a function that changes nothing.
public struct FCALL_RO<Value: ReplyDecodable>: ScriptCommand {
    static var name: StaticString { "FCALL_RO" }
    @usableFromInline let script: CommandArgument
    @usableFromInline let keys: [CommandArgument]
    @usableFromInline let words: [CommandArgument]

    /// What the function answers.
    public typealias Response = Value

    /// Names the function, gives the keys and the arguments, and what the answer is read as.
    @inlinable
    public init(
        _ function: some CommandArgumentConvertible,
        keys: [CommandArgument] = [],
        arguments: [CommandArgument] = [],
        as _: Value.Type = Reply.self
    ) {
        script = function.commandArgument
        self.keys = keys
        words = arguments
    }
}
