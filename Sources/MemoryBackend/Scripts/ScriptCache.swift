import StdnetBackend

/// The scripts that the server knows: those that were loaded, and the twins of the library's own.
struct ScriptCache: ~Copyable {
    /// A script that was loaded.
    struct Entry {
        let sha1: String
        let text: Bytes
        let flags: ScriptFlags?
        /// The script in Swift; nil when only an interpreter can run it.
        let source: ScriptSource?
    }

    private var twins: [String: ScriptSource] = [:]
    private(set) var loaded: [ScriptDigest: Entry] = [:]
    /// The script that was registered last: most of the time it is the next one, too.
    private var lastRegistered: ScriptSource?
    /// Whether a script that has a twin runs as that.
    let prefersTwins: Bool
    private let makeInterpreter: (@Sendable () -> any ScriptInterpreter)?
    private var interpreter: (any ScriptInterpreter)?
    /// What stops a script that runs for too long; known to those who have no lock.
    let control = ScriptControl()

    /// - Parameters:
    ///   - twins: Scripts that run in Swift, whenever their text or digest is named.
    ///   - prefersTwins: Whether they do; else their text is interpreted too.
    ///   - makeInterpreter: Makes what runs all others; nil when nothing does.
    init(
        twins: [ScriptSource] = [],
        prefersTwins: Bool = true,
        makeInterpreter: (@Sendable () -> any ScriptInterpreter)? = nil
    ) {
        self.prefersTwins = prefersTwins
        if prefersTwins {
            for source in twins { self.twins[source.sha1] = source }
        }
        self.makeInterpreter = makeInterpreter
    }

    /// Whether anything runs scripts that have no twin.
    var hasInterpreter: Bool { makeInterpreter != nil }

    /// Notes a script whose twin came with a batch: known from now on, loaded or not.
    mutating func register(_ source: ScriptSource) {
        guard source !== lastRegistered else { return }
        lastRegistered = source
        if twins[source.sha1] == nil { twins[source.sha1] = source }
    }

    /// A script that was loaded, by the digits of its digest.
    func script(_ sha1: RawBytes) -> Entry? { ScriptDigest(sha1).flatMap { loaded[$0] } }

    /// Loads a script by what is known of it, and answers its digest.
    mutating func load(_ source: ScriptSource) throws(CommandError) -> String {
        if let digest = ScriptDigest(source.sha1), loaded[digest] != nil { return source.sha1 }
        let text = Bytes(source.lua.utf8)
        let result = text.withUnsafeBytes { text in
            Result { () throws(CommandError) in try load(text) }
        }
        return try result.get()
    }

    /// Loads a script by its text, and answers its digest.
    mutating func load(_ text: RawBytes) throws(CommandError) -> String {
        let sha1 = SHA1.hexDigest(of: Bytes(text))
        guard let digest = ScriptDigest(sha1), loaded[digest] == nil else { return sha1 }
        let header = try ScriptHeader(of: text)
        let source = twins[sha1]
        if source == nil { try compile(text, sha1) }
        loaded[digest] = Entry(
            sha1: sha1,
            text: Bytes(text),
            flags: header.flags,
            source: source
        )
        return sha1
    }

    private mutating func compile(_ text: RawBytes, _ sha1: String) throws(CommandError) {
        guard let interpreter = madeInterpreter() else { throw .withoutLua("this script is") }
        do throws(ScriptFailure) {
            try interpreter.load(text, sha1: sha1)
        } catch {
            throw .init("ERR Error compiling script (new function): \(error.text)")
        }
    }

    /// The interpreter, made when it is first wanted.
    private mutating func madeInterpreter() -> (any ScriptInterpreter)? {
        if interpreter == nil { interpreter = makeInterpreter?() }
        return interpreter
    }

    /// What loads libraries of functions and calls these.
    mutating func functionEngine() throws(CommandError) -> any FunctionEngine {
        guard let interpreter = madeInterpreter() else { throw .withoutLua("functions are") }
        return interpreter
    }

    /// Runs what is loaded under a digest.
    func run(
        _ sha1: String,
        _ keys: ArgumentView,
        _ arguments: ArgumentView,
        _ host: any ScriptHost,
        _ reply: inout ReplyBuilder
    ) {
        interpreter?.run(sha1, keys, arguments, host, &reply)
    }

    mutating func removeAll() {
        loaded = [:]
        interpreter?.forgetAll()
    }

    /// What the texts of the scripts cost.
    var size: Int { loaded.values.reduce(0) { $0 + $1.text.count } }
    /// The bytes that scripts and their values use.
    var memoryUsed: Int { interpreter?.memoryUsed ?? 0 }
    /// The bytes that functions and their values use.
    var functionMemoryUsed: Int { interpreter?.functionMemoryUsed ?? 0 }
}

extension CommandError {
    /// The error for what only Lua can run, where it is not there.
    fileprivate static func withoutLua(_ what: String) -> CommandError {
        .init(
            "ERR \(what) unsupported by the memory backend, which runs the library's own scripts: "
                + "for all others add the product StdnetLua and make the server with "
                + "'interpreter: { LuaInterpreter() }', or 'stdnet serve --lua'"
        )
    }
}
