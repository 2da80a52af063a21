extension ScriptSource {
    /// The scripts of the client extensions.
    package static var extensions: [ScriptSource] {
        [
            keyInfoScript.source, popByRankScript.source, popByScoreScript.source,
            scoreDifferenceScript.source,
        ]
    }
}
