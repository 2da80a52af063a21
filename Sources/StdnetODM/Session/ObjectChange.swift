/// What a session does to one object, or to all that a query finds.
public struct ObjectChange: Sendable, Equatable {
    /// What is done.
    @nonexhaustive
    public enum Kind: Sendable, Equatable {
        /// A new object.
        case insert
        /// Some fields of an object that exists, its id perhaps.
        case update
        /// All fields of an object, new or not.
        case save
        /// The end of an object.
        case delete
        /// The end of every object that a query finds when the session is committed.
        case deleteAll
    }

    /// The name of the model.
    public let model: String
    /// What is done.
    public let kind: Kind
    /// The id as text; nil before the database has numbered a new object, and where a query is deleted.
    public internal(set) var id: String?
    /// The names of the fields that are written, those that become absent included.
    public let fields: [String]

    /// The object that is changed; nil while it has no id, and when it is of another model.
    public func reference<M: Model>(to _: M.Type) -> Ref<M>? {
        guard model == M.modelName, let id else { return nil }
        return Array(id.utf8).withUnsafeBytes { M.ID(stored: $0) }.map { Ref($0) }
    }

    /// Whether objects come to their end.
    public var isDeletion: Bool { kind == .delete || kind == .deleteAll }
}

extension Session {
    /// What is planned so far, in the order in which it was.
    ///
    /// - Complexity: O(*n*) in the objects of the session.
    public var changes: [ObjectChange] { changesByPlace.compactMap(\.self) }

    /// What is planned at each place; nil where it was taken back.
    var changesByPlace: [ObjectChange?] {
        var changes: [ObjectChange?] = []
        changes.reserveCapacity(operations.count)
        for place in operations.indices { changes.append(change(at: place)) }
        return changes
    }

    private func change(at place: Int) -> ObjectChange? {
        let operation = operations[place]
        let kind: ObjectChange.Kind
        switch operation.kind {
        case .insert: kind = .insert
        case .update, .move: kind = .update
        case .save, .replace, .upsert: kind = .save
        case .delete: kind = .delete
        case .deleteAll: kind = .deleteAll
        case .nothing: return nil
        }
        let schema = models[operation.model]
        return ObjectChange(
            model: schema.name,
            kind: kind,
            id: operation.id,
            fields: operation.present.union(operation.absent).positions.map {
                schema.fields[$0].name
            }
        )
    }
}
