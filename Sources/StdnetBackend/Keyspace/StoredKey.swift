/// A key as a source of keys gives it; the bytes of its name live for the call.
public struct StoredKey {
    /// The name.
    public let name: UnsafeRawBufferPointer
    /// The number of the database that it is in.
    public let database: Int
    /// What it holds.
    public let type: StoredType
    /// When it ends, in milliseconds since 1970; nil when it stays.
    public let expiry: Int64?
    /// Whether the source may give a part of it more than once, as HSCAN does while a table is
    /// resized; the first one counts.
    public let mayRepeat: Bool

    /// Makes a key.
    public init(
        name: UnsafeRawBufferPointer,
        database: Int,
        type: StoredType,
        expiry: Int64?,
        mayRepeat: Bool = false
    ) {
        self.name = name
        self.database = database
        self.type = type
        self.expiry = expiry
        self.mayRepeat = mayRepeat
    }
}
