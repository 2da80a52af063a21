/// What a key holds, by the names that TYPE gives.
public enum StoredType: String, Sendable, CaseIterable {
    /// Bytes.
    case string
    /// Elements in a sequence.
    case list
    /// Members that differ.
    case set
    /// Members that differ, each with a score.
    case sortedSet = "zset"
    /// Values by field.
    case hash
    /// Entries by id, with consumer groups.
    case stream
}
