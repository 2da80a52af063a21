/// What this library calls itself.
public enum Library {
    /// The version, as semantic versioning numbers it.
    public static let version = "0.1.0"
}
