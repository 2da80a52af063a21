extension Query {
    /// The values of one field, one for each object.
    public func values<Value, Index>(
        of field: KeyPath<Root.Fields, Field<Root, Value, Index>>
    ) -> Selection<Root, Value> {
        let name = Root.fields[keyPath: field].path.field
        return columns([name]) { found throws(RowFailure) in
            try found.value(of: Value.self, name, at: 0, in: Root.self)
        }
    }

    /// The values of some fields, one tuple for each object; nothing else is loaded.
    public func values<each Value: FieldValue, each Index>(
        of fields: repeat KeyPath<Root.Fields, Field<Root, each Value, each Index>>
    ) -> Selection<Root, (repeat each Value)> {
        var names: [String] = []
        for field in repeat each fields { names.append(Root.fields[keyPath: field].path.field) }
        let ordered = names
        return columns(ordered) { found throws(RowFailure) in
            var places = ordered.indices.makeIterator()
            return
                (repeat try found.next((each Value).self, ordered, &places, in: Root.self))
        }
    }

    private func columns<Output>(
        _ names: [String],
        _ build: @escaping @Sendable (Found) throws(RowFailure) -> Output
    ) -> Selection<Root, Output> {
        let schema = Root.schema
        return Selection(
            plan: plan,
            columns: names.map { schema[field: $0]?.attribute ?? $0 },
            hops: [],
            build: build
        )
    }
}

extension Found {
    /// The value of a field of which only some are loaded; the id is always there.
    fileprivate func value<Value: FieldValue, M: Model>(
        of _: Value.Type,
        _ name: String,
        at place: Int,
        in _: M.Type
    ) throws(RowFailure) -> Value {
        let field = name == M.schema.id.name ? id : row.cell(place)
        let value = field.isNull ? Value(stored: nil) : field.withBytes { Value(stored: $0) }
        guard let value else {
            throw RowFailure(
                model: M.modelName,
                id: id.text,
                field: name,
                expected: Value.kind,
                hint: Value.storedForm,
                found: field.bytes
            )
        }
        return value
    }

    fileprivate func next<Value: FieldValue, M: Model>(
        _: Value.Type,
        _ names: [String],
        _ places: inout Range<Int>.Iterator,
        in _: M.Type
    ) throws(RowFailure) -> Value {
        let place = places.next() ?? 0
        return try value(of: Value.self, names[place], at: place, in: M.self)
    }
}
