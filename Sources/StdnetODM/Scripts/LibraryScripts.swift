public import StdnetBackend

/// The scripts of this library, for servers that run them as their Swift twins.
public enum LibraryScripts {
    /// All of them.
    public static var all: [ScriptSource] {
        [
            Scripts.aggregate.source, Scripts.commit.source, Scripts.get.source,
            Scripts.load.source, Scripts.numbers.source, Scripts.page.source,
            Scripts.reindex.source, Scripts.sieve.source,
        ] + ScriptSource.extensions
    }
}
