import StdnetODM

// Conditions by what other queries find.
extension Dice {
    /// Objects whose field has one of the values that objects of another model have in one of theirs.
    mutating func within<
        M: Model,
        Value,
        Index: EqualityIndex,
        Other: Storied,
        Found: FieldValue,
        Kind
    >(
        _ name: String,
        _ field: Field<M, Value, Index>,
        _ other: KeyPath<Other.Fields, Field<Other, Found, Kind>>,
        _ shelves: Shelves
    ) -> Phrase<Filter<M>>? where Found.Operand == Value.Operand {
        let query: Phrase<Query<Other>> = query(shelves)
        var values = query.value.values(of: other)
        var text = "\(name) in \(other) of {\(query.text)}"
        // The server does not cut what another query finds: that is refused.
        if chance(30) {
            values = values.prefix(2)
            text += ", first 2"
        }
        return Phrase(text, field.in(values))
    }

    /// Objects that others refer to.
    mutating func referred<M: Model, Other: Storied, Link: Relation>(
        _ field: Field<M, M.ID, ByID>,
        _ other: KeyPath<Other.Fields, Reference<Other, Link>>,
        _ shelves: Shelves
    ) -> Phrase<Filter<M>>? where Link.Target == M {
        let query: Phrase<Query<Other>> = query(shelves)
        return Phrase(
            "id in \(other) of {\(query.text)}",
            field.in(query.value.values(of: other))
        )
    }
}
