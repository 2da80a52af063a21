/// A structure that an object, or a model, has under a key of its own.
public struct StructureSchema: Sendable, Equatable, Codable {
    /// The name in Swift, and in the key.
    public let name: String
    /// What it is.
    public let type: StructureType
    /// How its elements are written.
    public let coding: ElementCoding
    /// Whether the model has one for all its objects, rather than one for each.
    public let isStatic: Bool

    /// Makes a structure.
    public init(
        name: String,
        type: StructureType,
        coding: ElementCoding = .json,
        isStatic: Bool = false
    ) {
        self.name = name
        self.type = type
        self.coding = coding
        self.isStatic = isStatic
    }
}

/// The structures that there are.
public enum StructureType: String, Sendable, Codable, CaseIterable {
    /// Elements in a sequence.
    case list
    /// Elements that differ.
    case set
    /// Elements that differ, each with a score that orders them.
    case zset
    /// Elements by name.
    case hash
    /// Elements by time.
    case series
    /// Bytes.
    case string
    /// Doubles by position.
    case array
}

/// How an element of a structure becomes bytes.
public enum ElementCoding: String, Sendable, Codable, CaseIterable {
    /// As JSON.
    case json
    /// As a field is: numbers in digits, text as it is.
    case plain
    /// As the bytes that it is.
    case bytes
    /// As the id of an object.
    case ids
}
