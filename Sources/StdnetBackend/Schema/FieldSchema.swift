/// One stored field of a model.
public struct FieldSchema: Sendable, Equatable, Codable {
    /// Which lookups the database can answer without reading objects.
    public enum Index: String, Sendable, Codable, CaseIterable {
        /// None.
        case none
        /// By value: a set of ids for each value.
        case equality
        /// By value and by range: also a sorted set of all ids by value.
        case range
        /// By value, at most one object for each: a hash of value to id.
        case unique
        /// Unique, and by range.
        case uniqueRange
    }

    /// What a reference field refers to.
    public struct Reference: Sendable, Equatable, Codable {
        /// The name of the model referred to.
        public let target: String
        /// What becomes of the object when its target is deleted.
        public let onDelete: DeleteRule

        /// Makes a reference.
        public init(target: String, onDelete: DeleteRule) {
            self.target = target
            self.onDelete = onDelete
        }
    }

    /// The name in Swift.
    public let name: String
    /// The name in the hash: unless the model says another, `<name>_id` for a reference and `name` for
    /// all others.
    public let attribute: String
    /// The name that the field had in the hash before: read where there is nothing under the present
    /// one.
    public let formerly: String?
    /// How the bytes are read.
    public let kind: ValueKind
    /// Whether the field may be absent.
    public let isOptional: Bool
    /// Which lookups are served.
    public let index: Index
    /// What a reference refers to; nil for all other fields.
    public let reference: Reference?
    /// Whether searches over all fields leave it out.
    public let isHidden: Bool
    /// Whether it can be made again from other things, so that nothing is lost with it.
    public let isCached: Bool
    /// Whether the value is spread over one name in the hash for each of its leaves.
    public let isFlattened: Bool

    /// Makes a field.
    public init(
        name: String,
        attribute: String? = nil,
        formerly: String? = nil,
        kind: ValueKind,
        isOptional: Bool = false,
        index: Index = .none,
        reference: Reference? = nil,
        isHidden: Bool = false,
        isCached: Bool = false,
        isFlattened: Bool = false
    ) {
        self.name = name
        self.attribute = attribute ?? (reference == nil ? name : name + "_id")
        self.formerly = formerly
        self.kind = kind
        self.isOptional = isOptional
        self.index = index
        self.reference = reference
        self.isHidden = isHidden
        self.isCached = isCached
        self.isFlattened = isFlattened
    }
}

extension FieldSchema.Index {
    /// Whether each value has a set of ids: a unique field has its hash instead, as the original.
    public var hasValueSets: Bool { self == .equality || self == .range }
    /// Whether no two objects may have the same value.
    public var isUnique: Bool { self == .unique || self == .uniqueRange }
    /// Whether there is a sorted set of ids by value.
    public var hasRange: Bool { self == .range || self == .uniqueRange }
}

/// What becomes of an object when the one that it refers to is deleted.
public enum DeleteRule: String, Sendable, Codable, CaseIterable {
    /// It is deleted too.
    case cascade
    /// The deletion is refused while it is there.
    case restrict
    /// Its reference becomes nil.
    case nullify
    /// It keeps its reference, which then leads nowhere; nobody checks that there is such an object.
    case keep
}
