/// What came of looking at a snapshot.
public struct SnapshotVerification: Sendable {
    /// What the file says about itself.
    public let metadata: SnapshotMetadata
    /// How many keys were looked at; 0 unless the level is ``SnapshotMetadata/Level/full``.
    public internal(set) var keys = 0
    /// How many rows of models there are.
    public internal(set) var rows = 0
    /// What is wrong, of each kind the first hundred at most; none when all is well.
    public internal(set) var problems: [SnapshotProblem] = []

    /// Whether nothing is wrong.
    public var isIntact: Bool { problems.isEmpty }
}
