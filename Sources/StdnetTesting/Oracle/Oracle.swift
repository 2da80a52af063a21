import StdnetODM

/// What a database should hold, worked out object by object and without any index.
struct Oracle {
    /// An object: values by the names in the hash, and structures by their names.
    struct Object {
        var values: [String: Bytes] = [:]
        var structures: [String: OracleKey] = [:]
    }

    let schemas: [ModelSchema]
    /// The objects of each model by their ids.
    var objects: [String: [String: Object]] = [:]
    /// The highest number that was given.
    var counters: [String: Int] = [:]
    /// The structures that all objects of a model share, by model and name.
    var shared: [String: [String: OracleKey]] = [:]
    /// The structures that belong to no model, by their keys.
    var alone: [String: OracleKey] = [:]

    /// How many objects the last session moved along, because their ids are made of others.
    var movedAlongCount = 0

    init(_ schemas: [ModelSchema]) { self.schemas = schemas }

    /// The objects of a model, by its place among the schemas.
    func objects(of model: Int) -> [String: Object] { objects[schemas[model].name, default: [:]] }

    /// What is left after a session; nil when a rule is broken.
    func after(_ session: OracleSession) -> Oracle? {
        var commit = OracleCommit(before: self)
        guard commit.perform(session.steps) else { return nil }
        for piece in session.pieces {
            guard commit.perform(piece) else { return nil }
        }
        return commit.after
    }

    /// The id that the values of an object make; nil where one of them is absent.
    static func id(of values: [Int: Bytes?], _ schema: ModelSchema) -> String? {
        guard let parts = schema.id.composition?.fields else { return nil }
        var message = Bytes()
        for part in parts {
            guard let position = schema.fields.firstIndex(where: { $0.name == part }),
                let value = values[position] ?? nil
            else { return nil }
            message += Bytes("\(value.count):".utf8) + value + Bytes(",".utf8)
        }
        return SHA1.hexDigest(of: message)
    }
}
