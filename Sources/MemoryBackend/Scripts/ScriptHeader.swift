import StdnetBackend

/// The first line of a script, when it names the engine and says what the script does:
/// `#!lua flags=no-writes,allow-stale`.
struct ScriptHeader: Equatable, Sendable {
    /// The flags; nil when the script has no header, and so is treated as before there were any.
    let flags: ScriptFlags?

    /// Reads the header of a script, if it has one.
    init(of script: RawBytes) throws(CommandError) {
        guard script.starts(with: Self.mark) else {
            flags = nil
            return
        }
        guard let end = script.firstIndex(where: { $0 == UInt8(ascii: "\n") || $0 == 0 }),
            script[end] != 0
        else { throw .init("ERR Invalid script shebang") }
        let words = ScriptHeaderWords(RawBytes(rebasing: script[..<end])).all
        guard let words, let engine = words.first else {
            throw .init("ERR Invalid engine in script shebang")
        }
        guard engine == Self.engine else {
            throw .init("ERR Unexpected engine in script shebang: \(Self.text(engine))")
        }
        var flags: ScriptFlags = []
        for word in words.dropFirst() {
            guard word.starts(with: Self.option) else {
                throw .init("ERR Unknown lua shebang option: \(Self.text(word))")
            }
            flags.formUnion(try Self.flags(in: word.dropFirst(Self.option.count)))
        }
        self.flags = flags
    }

    private static let mark = Array("#!".utf8)
    private static let engine = Array("#!lua".utf8)
    private static let option = Array("flags=".utf8)

    private static func flags(in list: ArraySlice<UInt8>) throws(CommandError) -> ScriptFlags {
        guard !list.isEmpty else { return [] }
        var flags: ScriptFlags = []
        for name in list.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
            guard let flag = ScriptFlags(named: name) else {
                throw .init("ERR Unexpected flag in script shebang: \(text(name))")
            }
            flags.insert(flag)
        }
        return flags
    }

    private static func text(_ word: some Sequence<UInt8>) -> String {
        String(decoding: Array(word), as: UTF8.self)
    }
}
