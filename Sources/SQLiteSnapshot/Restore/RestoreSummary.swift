/// What a restore did.
public struct RestoreSummary: Sendable, Equatable {
    /// How many keys were written, those of an earlier, interrupted run not among them.
    public internal(set) var keys = 0
    /// How many keys an earlier run had written already.
    public internal(set) var resumedKeys = 0
    /// How many keys had ended, or were about to, when the target was compared with the file: nobody
    /// can tell whether they were right.
    public internal(set) var endedKeys = 0
    /// How many libraries of functions the target has of the snapshot.
    public internal(set) var libraries = 0
    /// The digest of the snapshot, which the target has too but for what has ended.
    public internal(set) var digest: ContentDigest
}
