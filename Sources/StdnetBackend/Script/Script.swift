/// A server-side script as a value: Lua text, its Swift twin, and the meaning of its reply.
///
/// Stdnet 0.8 kept `script`, `required_scripts`, `sha1` and `callback` in a registry of classes;
/// here they are one value and nothing is registered anywhere.
public struct Script<Output: Sendable>: Sendable {
    /// What a backend needs to run the script.
    public let source: ScriptSource
    /// Reads a reply that is not an error.
    public let decode: @Sendable (Reply) throws(BackendError) -> Output

    /// Makes a script.
    ///
    /// - Parameters:
    ///   - name: What the script is called in errors and logs.
    ///   - fragments: Lua text that must come first, such as shared functions. What follows may use up
    ///     to 60 of its local variables.
    ///   - lua: The text of the script.
    ///   - isRepeatable: Whether running it twice leaves the same keyspace, apart from temporary keys.
    ///   - isReadOnly: Whether it only reads: it runs as EVALSHA_RO, on replicas too, and is
    ///     repeatable. The server refuses its writes.
    ///   - twin: The same script in Swift.
    ///   - decode: Reads a reply that is not an error.
    public init(
        _ name: String,
        fragments: [String] = [],
        lua: String,
        isRepeatable: Bool = false,
        isReadOnly: Bool = false,
        twin: @escaping ScriptTwin,
        decode: @escaping @Sendable (Reply) throws(BackendError) -> Output
    ) {
        let text = Self.nested(fragments + [lua])
        source = ScriptSource(
            name: name,
            lua: text,
            sha1: SHA1.hexDigest(of: Array(text.utf8)),
            isRepeatable: isRepeatable || isReadOnly,
            isReadOnly: isReadOnly,
            twin: twin
        )
        self.decode = decode
    }

    /// Each text in a function of its own, which the one before it calls at its end.
    ///
    /// A script is run from its first line every time, and Lua looks for each variable that a function
    /// shares with the text around it among all that are shared so far, from the last to the first.
    /// Across functions it just copies a pointer: the functions of a commit are made in half the time.
    private static func nested(_ texts: [String]) -> String {
        texts.joined(separator: "\nreturn (function()\n")
            + String(repeating: "\nend)()", count: texts.count - 1)
    }
}
