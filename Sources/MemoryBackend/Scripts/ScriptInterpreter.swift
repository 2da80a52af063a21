public import StdnetBackend

/// Runs the text of scripts, and functions; confined to whoever owns the keyspace.
public protocol ScriptInterpreter: FunctionEngine {
    /// Compiles a script under the name of its digest, in lower-case hexadecimal digits.
    ///
    /// - Throws: what Redis answers after `ERR Error compiling script (new function): `.
    func load(_ script: UnsafeRawBufferPointer, sha1: String) throws(ScriptFailure)

    /// Runs a loaded script and appends exactly one reply, an error reply when it fails.
    func run(
        _ sha1: String,
        _ keys: ArgumentView,
        _ arguments: ArgumentView,
        _ host: any ScriptHost,
        _ reply: inout ReplyBuilder
    )

    /// Forgets all scripts, and whatever they left behind; functions stay.
    func forgetAll()

    /// The bytes that scripts and their values use.
    var memoryUsed: Int { get }
}

/// What a running script may ask of the server.
public protocol ScriptHost: AnyObject {
    /// Runs one command and appends its reply, an error reply when it fails.
    ///
    /// - Parameters:
    ///   - command: The words of `redis.call` or `redis.pcall`.
    ///   - isRESP3: Whether the script wants RESP3's shapes, which it says by `redis.setresp`.
    ///   - reply: Where the reply goes.
    func call(_ command: ArgumentView, isRESP3: Bool, into reply: inout ReplyBuilder)

    /// Writes a line into the server's log.
    ///
    /// - Parameters:
    ///   - level: 0 for debug, 1 for verbose, 2 for notice, 3 for warning.
    ///   - message: The line.
    func log(level: Int, _ message: UnsafeRawBufferPointer)

    /// Why the script has to end now, nil when it may go on; asked every so many instructions.
    func interruption() -> ScriptInterruption?

    /// Whether the user may run a command; nil when there is no such command.
    func mayRun(_ command: ArgumentView) -> Bool?

    /// Whether the reply of the script is for a client that speaks RESP3.
    var clientIsRESP3: Bool { get }
}

/// Why a script can't be compiled.
public struct ScriptFailure: Error, Equatable, Sendable {
    /// The words of the compiler.
    public let text: String

    /// Makes a failure.
    public init(_ text: String) { self.text = text }
}

/// Why a running script has to end.
public struct ScriptInterruption: Equatable, Sendable {
    /// The error's words after its code, in at most 255 bytes.
    public let text: String

    /// Makes an interruption.
    public init(_ text: String) { self.text = text }

    /// SCRIPT KILL was called.
    public static let killed = ScriptInterruption("Script killed by user with SCRIPT KILL...")
}
