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
    ///   - fragments: Lua text that must come first, such as shared functions.
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
        let text = (fragments + [lua]).joined(separator: "\n")
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
}
