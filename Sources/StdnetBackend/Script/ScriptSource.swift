/// A script without the type of its result: what a backend needs to run it.
///
/// A reference to what never changes, so that a batch carries it for the price of one count.
public struct ScriptSource: Sendable {
    private final class Content: Sendable {
        let name: String
        let lua: String
        let sha1: String
        let isRepeatable: Bool
        let isReadOnly: Bool
        let twin: ScriptTwin

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

    private let content: Content

    init(
        name: String,
        lua: String,
        sha1: String,
        isRepeatable: Bool,
        isReadOnly: Bool,
        twin: @escaping ScriptTwin
    ) {
        content = Content(
            name: name,
            lua: lua,
            sha1: sha1,
            isRepeatable: isRepeatable,
            isReadOnly: isReadOnly,
            twin: twin
        )
    }

    /// What the script is called in errors and logs.
    public var name: String { content.name }
    /// The Lua text, required fragments first.
    public var lua: String { content.lua }
    /// The SHA-1 of the text in lower-case hexadecimal digits: its name on a server.
    public var sha1: String { content.sha1 }
    /// Whether running it again with the same keys and arguments leaves the same keyspace, apart
    /// from temporary keys.
    public var isRepeatable: Bool { content.isRepeatable }
    /// Whether it only reads, and is called so that a replica runs it.
    public var isReadOnly: Bool { content.isReadOnly }
    /// The same script in Swift, for backends without Lua.
    public var twin: ScriptTwin { content.twin }

    /// Whether two are one value, not only alike.
    package func isSame(as other: ScriptSource) -> Bool { content === other.content }
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
