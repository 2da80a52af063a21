/// A condition as the sieve tests it: what all of its calls have in common.
struct Sieve: Sendable {
    private let keys: [String]
    private let head: Arguments
    private let condition: Arguments

    init(_ condition: Condition, on schema: ModelSchema, in database: Database) throws(BackendError)
    {
        var encoder = ConditionEncoder(schemas: database.schemas, models: [schema])
        try encoder.encode(condition, on: schema)
        keys = encoder.models.map { database.layout(of: $0.name).ids }
        var head = Arguments()
        head.append(encoder.models.count)
        for model in encoder.models { head.append(model.ordering == nil ? 0 : 1) }
        self.head = head
        self.condition = encoder.words
    }

    /// A call for the objects that a source gives.
    func call(
        walking key: String? = nil,
        _ source: (inout Arguments) -> Void
    ) -> CommandBatch {
        var batch = CommandBatch(repeatable: true)
        batch.append(Scripts.sieve, keys: keys + (key.map { [$0] } ?? [])) { words in
            words.append(contentsOf: head)
            source(&words)
            words.append(contentsOf: condition)
        }
        return batch
    }
}
