extension Query {
    /// The values of one field, one for each object.
    public func values<Value, Index>(
        of field: KeyPath<Root.Fields, Field<Root, Value, Index>>
    ) -> Selection<Root, Value> {
        let columns = Columns([Root.fields[keyPath: field].path.field], of: Root.schema)
        return selection(of: columns) { found throws(RowFailure) in
            try found.value(of: Value.self, at: 0, columns, in: Root.self)
        }
    }

    /// The values of some fields, one tuple for each object; nothing else is loaded.
    public func values<each Value: FieldValue, each Index>(
        of fields: repeat KeyPath<Root.Fields, Field<Root, each Value, each Index>>
    ) -> Selection<Root, (repeat each Value)> {
        var names: [String] = []
        for field in repeat each fields { names.append(Root.fields[keyPath: field].path.field) }
        let columns = Columns(names, of: Root.schema)
        return selection(of: columns) { found throws(RowFailure) in
            var places = columns.names.indices.makeIterator()
            return
                (repeat try found.next((each Value).self, columns, &places, in: Root.self))
        }
    }

    private func selection<Output>(
        of columns: Columns,
        _ build: @escaping @Sendable (Found) throws(RowFailure) -> Output
    ) -> Selection<Root, Output> {
        Selection(plan: plan, columns: columns.attributes, hops: [], build: build)
    }
}

/// Some fields of a model, as a row has them.
private struct Columns: Sendable {
    let names: [String]
    /// Their attributes, then the names that some of them had before.
    private(set) var attributes: [String] = []
    /// The position of each in the schema; nil for the id.
    private var positions: [Int?] = []
    /// Where the former name of each stands among the attributes.
    private var formerPlaces: [Int: Int] = [:]

    init(_ names: [String], of schema: ModelSchema) {
        self.names = names
        for name in names {
            let position = schema.fields.firstIndex { $0.name == name }
            positions.append(position)
            attributes.append(position.map { schema.fields[$0].attribute } ?? name)
        }
        for (place, position) in positions.enumerated() {
            guard let former = position.flatMap({ schema.fields[$0].formerly }) else { continue }
            formerPlaces[place] = attributes.count
            attributes.append(former)
        }
    }

    func cell(at place: Int, of found: Found) -> Reply {
        guard positions[place] != nil else { return found.id }
        let cell = found.row.cell(place)
        guard cell.isNull, let former = formerPlaces[place] else { return cell }
        return found.row.cell(former)
    }

    /// What the field reads as when it is absent.
    func absentValue<Value: FieldValue, M: Model>(
        of _: Value.Type,
        at place: Int,
        in _: M.Type
    ) -> Value? {
        if let value = Value(stored: nil) { return value }
        return positions[place].flatMap { position in
            FieldWriter.value(of: Value.self, at: position) { M.encodeDefaults(into: &$0) }
        }
    }
}

extension Found {
    /// The value of a field of which only some are loaded; the id is always there.
    fileprivate func value<Value: FieldValue, M: Model>(
        of _: Value.Type,
        at place: Int,
        _ columns: Columns,
        in _: M.Type
    ) throws(RowFailure) -> Value {
        let field = columns.cell(at: place, of: self)
        var value = field.isNull ? nil : field.withBytes { Value(stored: $0) }
        if value == nil, field.isNull || field.withBytes(\.isEmpty) {
            value = columns.absentValue(of: Value.self, at: place, in: M.self)
        }
        guard let value else {
            throw RowFailure(
                model: M.modelName,
                id: id.text,
                field: columns.names[place],
                expected: Value.kind,
                hint: Value.storedForm,
                found: field.bytes
            )
        }
        return value
    }

    fileprivate func next<Value: FieldValue, M: Model>(
        _: Value.Type,
        _ columns: Columns,
        _ places: inout Range<Int>.Iterator,
        in _: M.Type
    ) throws(RowFailure) -> Value {
        let place = places.next() ?? 0
        return try value(of: Value.self, at: place, columns, in: M.self)
    }
}
