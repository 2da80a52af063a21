/// What happens to an object of a model that has no type in Swift.
package enum UntypedChange: Sendable {
    case insert, update, save, delete
    /// Another id, for the object that has this one.
    case move(from: String)
}

// For those who know a model by its schema alone.
extension Session {
    /// Plans a change of one object.
    ///
    /// Values are stored as they are, by the positions of their fields; nil makes a field absent. They must
    /// be as the kinds of the fields say. An id that is made of fields is made here.
    ///
    /// - Parameters:
    ///   - change: What happens to the object.
    ///   - schema: Its model.
    ///   - id: Its id, which is the new one where it moves; nil when the database, or this, makes it.
    ///   - values: What is written.
    ///   - planned: The fields that refer to objects of this session, by what planning these returned.
    /// - Returns: The place of the object in the session.
    @discardableResult
    package mutating func plan(
        _ change: UntypedChange,
        _ schema: ModelSchema,
        id: String?,
        values: [Int: Bytes?],
        planned: [Int: Int] = [:]
    ) -> Int {
        let place = operations.count
        var operation = Operation(kind: change.kind, model: self.place(of: schema), id: id)
        if case .move(let source) = change { operation.detail = .moved(from: source) }
        let start = arena.count
        for position in schema.fields.indices {
            if let other = planned[position] {
                let handle = Handle(session: number, position: other)
                operation.planned.append(.init(field: position, handle: handle))
                arena.append("" as StaticString)
                operation.present.mark(position, if: true)
            } else if let value = values[position] {
                if let value { arena.append(value) }
                operation.present.mark(position, if: value != nil)
                operation.absent.mark(position, if: value == nil)
            }
        }
        operation.values = start..<arena.count
        let isMade = id == nil && schema.id.composition != nil
        if !isMade || identify(&operation) { add(operation) }
        return place
    }

    /// Plans the end of every object with a value.
    package mutating func plan(
        deletionOf schema: ModelSchema,
        where field: Int,
        is value: Bytes
    ) {
        var operation = Operation(kind: .deleteAll, model: place(of: schema), id: nil)
        operation.detail = .condition(.equal(Path(field: schema.fields[field].name), [value]))
        add(operation)
    }

    /// The owner of a structure that this session plans, by its place in the session.
    package func owner(_ model: String, planned place: Int) -> StructureOperation.Owner {
        .planned(model, Handle(session: number, position: place))
    }
}

extension UntypedChange {
    fileprivate var kind: Operation.Kind {
        switch self {
        case .insert: .insert
        case .update: .update
        case .save: .save
        case .delete: .delete
        case .move: .move
        }
    }
}
