/// A script without the type of its result: what a backend needs to run it.
///
/// A reference, because it never changes: a batch carries it for the price of one count.
public final class ScriptSource: Sendable {
    /// What the script is called in errors and logs.
    public let name: String
    /// The Lua text, required fragments first.
    public let lua: String
    /// The SHA-1 of the text in lower-case hexadecimal digits: its name on a server.
    public let sha1: String
    /// Whether running it again with the same keys and arguments leaves the same keyspace, apart
    /// from temporary keys.
    public let isRepeatable: Bool
    /// Whether it only reads, and is called so that a replica runs it.
    public let isReadOnly: Bool
    /// The same script in Swift, for backends without Lua.
    public let twin: ScriptTwin

    init(
        name: String,
        lua: String,
        sha1: String,
        isRepeatable: Bool,
        isReadOnly: Bool,
        twin: @escaping ScriptTwin
    ) {
        self.name = name
        self.lua = lua
        self.sha1 = sha1
        self.isRepeatable = isRepeatable
        self.isReadOnly = isReadOnly
        self.twin = twin
    }
}

extension ScriptSource {
    /// The command that runs a script by its digest.
    var verb: StaticString { isReadOnly ? "EVALSHA_RO" : "EVALSHA" }
}

/// What a script does, in Swift: reads its keys and arguments, calls commands, writes its reply.
///
/// - Throws: the error with which the script ends; as with Lua, what was written before stays.
public typealias ScriptTwin =
    @Sendable (
        _ context: inout any ScriptContext, _ keys: ArgumentView, _ arguments: ArgumentView,
        _ reply: inout ReplyBuilder
    ) throws(BackendError) -> Void

/// The keyspace as a script's twin sees it: synchronous, nobody else in between.
public protocol ScriptContext {
    /// Runs one command for its reply, as `redis.call`.
    ///
    /// - Throws: an error reply, as the error that the script's caller would see.
    mutating func call(_ command: borrowing Arguments) throws(BackendError) -> Reply

    /// Runs one command for its effect: the reply is only checked, never made.
    mutating func perform(_ command: borrowing Arguments) throws(BackendError)
}
