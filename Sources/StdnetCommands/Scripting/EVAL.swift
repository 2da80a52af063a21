public import StdnetBackend

/// Runs Lua text on the server.
///
/// What is called often is better a `Script`.
public struct EVAL<Value: ReplyDecodable>: ScriptCommand {
    static var name: StaticString { "EVAL" }
    @usableFromInline let script: CommandArgument
    @usableFromInline let keys: [CommandArgument]
    @usableFromInline let words: [CommandArgument]

    /// What the script answers.
    public typealias Response = Value

    /// Gives the Lua text, the keys, the arguments, and what the answer is read as.
    @inlinable
    public init(
        _ lua: some CommandArgumentConvertible,
        keys: [CommandArgument] = [],
        arguments: [CommandArgument] = [],
        as _: Value.Type = Reply.self
    ) {
        script = lua.commandArgument
        self.keys = keys
        words = arguments
    }
}

/// Runs Lua text that changes nothing on the server.
///
/// What is called often is better a `Script`.
public struct EVAL_RO<Value: ReplyDecodable>: ScriptCommand {
    static var name: StaticString { "EVAL_RO" }
    @usableFromInline let script: CommandArgument
    @usableFromInline let keys: [CommandArgument]
    @usableFromInline let words: [CommandArgument]

    /// What the script answers.
    public typealias Response = Value

    /// Gives the Lua text, the keys, the arguments, and what the answer is read as.
    @inlinable
    public init(
        _ lua: some CommandArgumentConvertible,
        keys: [CommandArgument] = [],
        arguments: [CommandArgument] = [],
        as _: Value.Type = Reply.self
    ) {
        script = lua.commandArgument
        self.keys = keys
        words = arguments
    }
}

/// Runs Lua text that the server knows already, by its SHA-1.
///
/// What is called often is better a `Script`.
public struct EVALSHA<Value: ReplyDecodable>: ScriptCommand {
    static var name: StaticString { "EVALSHA" }
    @usableFromInline let script: CommandArgument
    @usableFromInline let keys: [CommandArgument]
    @usableFromInline let words: [CommandArgument]

    /// What the script answers.
    public typealias Response = Value

    /// Gives the SHA-1 of the text, the keys, the arguments, and what the answer is read as.
    @inlinable
    public init(
        _ sha1: some CommandArgumentConvertible,
        keys: [CommandArgument] = [],
        arguments: [CommandArgument] = [],
        as _: Value.Type = Reply.self
    ) {
        script = sha1.commandArgument
        self.keys = keys
        words = arguments
    }
}

/// Runs Lua text that changes nothing and that the server knows already, by its SHA-1.
///
/// What is called often is better a `Script`.
public struct EVALSHA_RO<Value: ReplyDecodable>: ScriptCommand {
    static var name: StaticString { "EVALSHA_RO" }
    @usableFromInline let script: CommandArgument
    @usableFromInline let keys: [CommandArgument]
    @usableFromInline let words: [CommandArgument]

    /// What the script answers.
    public typealias Response = Value

    /// Gives the SHA-1 of the text, the keys, the arguments, and what the answer is read as.
    @inlinable
    public init(
        _ sha1: some CommandArgumentConvertible,
        keys: [CommandArgument] = [],
        arguments: [CommandArgument] = [],
        as _: Value.Type = Reply.self
    ) {
        script = sha1.commandArgument
        self.keys = keys
        words = arguments
    }
}

/// A call of a script or a function: what is called, the keys, and the other arguments.
protocol ScriptCommand: NamedCommand {
    var script: CommandArgument { get }
    var keys: [CommandArgument] { get }
    var words: [CommandArgument] { get }
}

extension ScriptCommand {
    func writeOperands(to arguments: inout Arguments) {
        arguments.append(script)
        arguments.append(counting: keys)
        arguments.append(contentsOf: words)
    }
}
