import Synchronization

/// Models in a backend: what sessions are committed to and queries are fetched from.
///
/// A value that is cheap to copy; it holds no connection of its own.
public struct Database: Sendable {
    /// Where the data is.
    public let backend: any Backend
    /// What all keys start with.
    public let namespace: String
    /// The models, by name.
    let schemas: [String: ModelSchema]
    let memory: Memory
    /// What is called before and after commits.
    var hooks = Hooks()
    /// How much one step of a query looks at.
    var reach = Reach()

    /// What copies of a database share.
    final class Memory: Sendable {
        /// The models whose schema this process has written.
        let published = Mutex<Set<String>>([])
        /// Schemas as JSON, by the name of the model.
        let json = Mutex<[String: String]>([:])
        /// Who hears what is committed.
        let events = EventBus()
        /// How many objects models had when they were last counted.
        let sizes = Mutex<[String: Int]>([:])
        /// The range indexes that are known to have every object.
        let wholeRanges = Mutex<Set<String>>([])
        private let temporaryPrefix: String
        private let temporaryCount = Atomic<UInt64>(0)

        init(temporaryPrefix: UInt64) {
            self.temporaryPrefix = String(temporaryPrefix, radix: 36)
        }

        /// A name that no other query has.
        func temporaryName() -> String {
            let count = temporaryCount.wrappingAdd(1, ordering: .relaxed).newValue
            return temporaryPrefix + "-" + String(count, radix: 36)
        }
    }

    /// Opens models in a backend.
    ///
    /// Nothing is sent.
    ///
    /// - Parameters:
    ///   - backend: Where the data is.
    ///   - namespace: What all keys start with; nothing is put after it.
    ///   - generator: Gives temporary keys names that no other process has.
    ///   - models: Every model that is used, those that references lead to included.
    /// - Throws: ``BackendError/invalidRequest(_:)`` for two models of one name, a reference to a model
    ///   that is not named, a model with two fields of one name or too many of them, and a namespace
    ///   with `*`, which SORT takes for a pattern.
    public init<each M: Model>(
        _ backend: any Backend,
        namespace: String = "",
        generator: some RandomNumberGenerator = SystemRandomNumberGenerator(),
        models: repeat (each M).Type
    ) throws(BackendError) {
        var described: [ModelSchema] = []
        for model in repeat each models {
            described.append(model.schema)
            described += model.impliedSchemas
        }
        try self.init(backend, namespace: namespace, generator: generator, schemas: described)
    }

    /// Opens models that are known by their schemas alone.
    ///
    /// - Throws: As the initializer for models.
    package init(
        _ backend: any Backend,
        namespace: String = "",
        generator: some RandomNumberGenerator = SystemRandomNumberGenerator(),
        schemas described: [ModelSchema]
    ) throws(BackendError) {
        var generator = generator
        var schemas: [String: ModelSchema] = [:]
        for schema in described {
            guard schemas.updateValue(schema, forKey: schema.name) == nil else {
                throw .invalidRequest("two models are called '\(schema.name)'")
            }
        }
        guard !namespace.utf8.contains(UInt8(ascii: "*")) else {
            throw .invalidRequest(
                "the namespace '\(namespace)' has a '*', which SORT takes for a pattern"
            )
        }
        for schema in schemas.values {
            try schema.checkFields()
            for field in schema.fields {
                guard let target = field.reference?.target, schemas[target] == nil else { continue }
                throw .invalidRequest(
                    "'\(schema.name)' refers to '\(target)': name that model too when opening the database"
                )
            }
            try schema.checkOrdering(among: schemas)
        }
        self.backend = backend
        self.namespace = namespace
        self.schemas = schemas
        memory = Memory(temporaryPrefix: generator.next())
    }

    func layout(of model: String) -> KeyLayout { KeyLayout(namespace: namespace, model: model) }
}

extension ModelSchema {
    /// Refuses what `@Model` can't see, because groups of fields are declared elsewhere.
    fileprivate func checkFields() throws(BackendError) {
        guard fields.count <= FieldMask.capacity else {
            throw .invalidRequest(
                "'\(name)' has \(fields.count) fields, and a model has at most \(FieldMask.capacity)"
            )
        }
        for name in uniqueTogether.flatMap(\.self) where self[field: name] == nil {
            throw .invalidRequest("'\(self.name)' has no field '\(name)' to be unique with others")
        }
        var names: Set<String> = [id.name]
        var attributes: Set<String> = []
        for field in fields {
            let isNew =
                names.insert(field.name).inserted && attributes.insert(field.attribute).inserted
                && field.formerly.map { attributes.insert($0).inserted } ?? true
            guard isNew else {
                throw .invalidRequest(
                    "'\(name)' has two fields '\(field.name)', or two that are stored under one name"
                )
            }
        }
        for field in fields where field.isFlattened {
            let leaves = field.attribute + JSONLeaves.separator
            guard let leaf = attributes.sorted().first(where: { $0.hasPrefix(leaves) }) else {
                continue
            }
            throw .invalidRequest(
                "'\(name)' has a field '\(leaf)', which is a leaf of '\(field.name)'"
            )
        }
    }
}
