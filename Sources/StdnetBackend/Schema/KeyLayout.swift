/// The keys of one model: python-stdnet's layout, and what was added to it.
public struct KeyLayout: Sendable, Equatable {
    /// What all keys of the model start with: the namespace, then the name of the model.
    public let base: String

    /// Makes the layout of a model in a namespace; nothing is put between the two.
    public init(namespace: String, model: String) { base = namespace + model }

    /// All ids: a set, or a sorted set when the model has an ordering.
    public var ids: String { base + ":id" }
    /// The counter of automatic ids.
    public var counter: String { base + ":ids" }
    /// The hash of an object.
    public func object(_ id: String) -> String { base + ":obj:" + id }
    /// What the hashes of all objects start with.
    public var objectPrefix: String { base + ":obj:" }
    /// The ids of the objects with a value: a set or a sorted set, as ``ids``.
    public func index(_ attribute: String, _ value: String) -> String {
        "\(base):idx:\(attribute):\(value)"
    }
    /// The hash of value to id of a unique field.
    public func unique(_ attribute: String) -> String { base + ":uni:" + attribute }
    /// The sorted set of ids by value.
    public func range(_ attribute: String) -> String { base + ":rng:" + attribute }
    /// A structure of an object.
    public func structure(_ name: String, of id: String) -> String { object(id) + ":" + name }
    /// A structure that all objects of the model share.
    public func structure(_ name: String) -> String { base + ":struct:" + name }
    /// A key that lives for the time of one query.
    public func temporary(_ name: String) -> String { base + ":tmp:" + name }

    /// The hash in which a database describes its models: name to JSON.
    public static func schema(namespace: String) -> String { namespace + "stdnet:schema" }

    /// The key of a structure that belongs to no model; nothing is put before it.
    public static func standAlone(_ type: StructureType, _ id: String) -> String {
        type.standAlonePrefix + "." + id
    }
}

extension StructureType {
    /// What the key starts with when it belongs to no model.
    fileprivate var standAlonePrefix: String {
        switch self {
        case .list: "list"
        case .set: "set"
        case .zset: "zset"
        case .hash: "hashtable"
        case .series: "ts"
        case .string: "string"
        case .array: "numberarray"
        }
    }
}
