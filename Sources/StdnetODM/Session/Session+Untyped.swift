/// What happens to an object of a model that has no type in Swift.
package enum UntypedChange: Sendable {
    case insert, update, save, delete
}

// For those who know a model by its schema alone.
extension Session {
    /// Plans a change of one object.
    ///
    /// Values are stored as they are, by the positions of their fields; nil makes a field absent. They must
    /// be as the kinds of the fields say.
    package mutating func plan(
        _ change: UntypedChange,
        _ schema: ModelSchema,
        id: String?,
        values: [Int: Bytes?]
    ) {
        let kind: Operation.Kind =
            switch change {
            case .insert: .insert
            case .update: .update
            case .save: .save
            case .delete: .delete
            }
        var operation = Operation(kind: kind, model: place(of: schema), id: id)
        let start = arena.count
        for position in schema.fields.indices {
            guard let value = values[position] else { continue }
            if let value { arena.append(value) }
            operation.present.mark(position, if: value != nil)
            operation.absent.mark(position, if: value == nil)
        }
        operation.values = start..<arena.count
        add(operation)
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
}
