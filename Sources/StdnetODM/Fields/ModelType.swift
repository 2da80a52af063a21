/// Which model: the value of a field that holds the type of an object, as the original's ModelField.
///
/// Stored as the first 8 hexadecimal digits of the SHA-1 of `python-stdnet(app.name)`.
///
/// ```swift
/// @Model("app.event") struct Event {
///     var id: Int?
///     @Index var subject: ModelType
/// }
/// Event(subject: ModelType(City.self))
/// ```
public struct ModelType: Hashable, Sendable {
    /// The 8 digits.
    public let hash: String

    /// The type of a model.
    public init<M: Model>(_: M.Type) { self.init(name: M.modelName) }

    /// The type of the model with this name, such as `geo.city`.
    public init(name: String) {
        let digest = SHA1.hexDigest(of: Array("python-stdnet(\(name))".utf8))
        hash = String(digest.prefix(8))
    }

    /// Takes 8 hexadecimal digits in lower case; nil for anything else.
    public init?(hash: String) {
        guard hash.utf8.count == 8, hash.utf8.allSatisfy(Self.isDigit) else { return nil }
        self.hash = hash
    }

    private static func isDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}

extension ModelType: CustomStringConvertible {
    /// The 8 digits.
    public var description: String { hash }
}

extension ModelType: IDValue {
    /// How the bytes are to be read.
    public static var kind: ValueKind { .text }
    /// What the stored bytes look like.
    public static var storedForm: String { "8 hexadecimal digits in lower case" }
    /// Appends the stored bytes.
    public func store(in arguments: inout Arguments) -> Bool {
        arguments.append(hash)
        return true
    }
    /// Reads stored bytes.
    public init?(stored: UnsafeRawBufferPointer?) {
        guard let text = String(stored: stored) else { return nil }
        self.init(hash: text)
    }
}

extension Database {
    /// The schema of the model that a type stands for; nil when the database was opened without it.
    ///
    /// Linear in the number of models.
    public func schema(of type: ModelType) -> ModelSchema? {
        schemas.values.first { ModelType(name: $0.name) == type }
    }
}
