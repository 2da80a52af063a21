extension Inclusion where Output == Root {
    /// The value of one field; nothing else is loaded.
    public func values<Value, Index>(
        of field: KeyPath<Root.Fields, Field<Root, Value, Index>>
    ) -> Inclusion<Root, Value> {
        let columns = Columns([Root.fields[keyPath: field].path.dotted], of: Root.schema)
        return Inclusion<Root, Value>(columns: columns.attributes, hops: []) {
            found throws(RowFailure) in
            try found.value(of: Value.self, at: 0, columns, in: Root.self)
        }
    }

    /// The values of some fields as a tuple; nothing else is loaded.
    public func values<each Value: FieldValue, each Index>(
        of fields: repeat KeyPath<Root.Fields, Field<Root, each Value, each Index>>
    ) -> Inclusion<Root, (repeat each Value)> {
        var names: [String] = []
        for field in repeat each fields { names.append(Root.fields[keyPath: field].path.dotted) }
        let columns = Columns(names, of: Root.schema)
        return Inclusion<Root, (repeat each Value)>(columns: columns.attributes, hops: []) {
            found throws(RowFailure) in
            var places = columns.names.indices.makeIterator()
            return
                (repeat try found.next((each Value).self, columns, &places, in: Root.self))
        }
    }

    /// Everything but some optional fields, such as long texts; nothing of them is loaded.
    ///
    /// They read as nil. What comes can't be saved, since nothing is known of what was left out.
    public func without<each Value, each Index>(
        _ fields: repeat KeyPath<Root.Fields, Field<Root, (each Value)?, each Index>>
    ) -> Inclusion<Root, Without<Root>> {
        var left: Set<String> = []
        var foreign: String?
        for field in repeat each fields {
            let name = Root.fields[keyPath: field].path.dotted
            guard let schema = Root.schema[field: name] else {
                foreign = name
                continue
            }
            left.insert(schema.attribute)
            if let former = schema.formerly { left.insert(former) }
        }
        // A row has a place for every field: an attribute without a name is never there.
        let columns = SchemaReference(Root.schema).attributes.map { left.contains($0) ? "" : $0 }
        return Inclusion<Root, Without<Root>>(columns: columns, hops: []) {
            [foreign] found throws(RowFailure) in
            if let foreign { throw .foreign(foreign, of: Root.self, in: found) }
            return Without(object: try found.decode(Root.self))
        }
    }
}

/// An object of which some fields were not loaded: they read as nil.
@dynamicMemberLookup
public struct Without<Root: Model>: Sendable, Equatable {
    let object: Root

    /// A property of the object.
    public subscript<Value>(dynamicMember member: KeyPath<Root, Value>) -> Value {
        object[keyPath: member]
    }
}

extension Query {
    /// The values of one field, one for each object.
    public func values<Value, Index>(
        of field: KeyPath<Root.Fields, Field<Root, Value, Index>>
    ) -> Selection<Root, Value> {
        var selection = Selection(plan: plan, Inclusion.whole.values(of: field))
        selection.field = Root.fields[keyPath: field].path.dotted
        return selection
    }

    /// The references of one property, one for each object that has it.
    public func values<Link>(
        of reference: KeyPath<Root.Fields, Reference<Root, Link>>
    ) -> Selection<Root, Ref<Link.Target>?> {
        let name = Root.fields[keyPath: reference].path.dotted
        let columns = Columns([name], of: Root.schema)
        var selection = Selection<Root, Ref<Link.Target>?>(
            plan: plan,
            columns: columns.attributes,
            hops: []
        ) { found throws(RowFailure) in
            try found.value(of: Ref<Link.Target>?.self, at: 0, columns, in: Root.self)
        }
        selection.field = name
        return selection
    }

    /// The values of some fields, one tuple for each object; nothing else is loaded.
    public func values<each Value: FieldValue, each Index>(
        of fields: repeat KeyPath<Root.Fields, Field<Root, each Value, each Index>>
    ) -> Selection<Root, (repeat each Value)> {
        Selection(plan: plan, Inclusion.whole.values(of: repeat each fields))
    }

    /// Everything but some optional fields; see ``Inclusion/without(_:)``.
    public func without<each Value, each Index>(
        _ fields: repeat KeyPath<Root.Fields, Field<Root, (each Value)?, each Index>>
    ) -> Selection<Root, Without<Root>> {
        Selection(plan: plan, Inclusion.whole.without(repeat each fields))
    }

    /// The values of one property whose values are spread over fields.
    func values<Value: Codable & Equatable & Sendable>(
        ofFlattened name: String,
        as _: Value.Type
    ) -> Selection<Root, Value> {
        let columns = Columns([name], of: Root.schema)
        return Selection(plan: plan, columns: columns.attributes, hops: []) {
            found throws(RowFailure) in
            try found.value(of: FlattenedJSON<Value>.self, at: 0, columns, in: Root.self).value
        }
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
    /// The first that is a field of something else; nil when none is.
    let foreignName: String?

    init(_ names: [String], of schema: ModelSchema) {
        self.names = names
        foreignName = names.first { $0.contains(".") }
        for name in names {
            let position = schema.fields.firstIndex { $0.name == name }
            positions.append(position)
            attributes.append(position.map { schema.fields[$0].column } ?? name)
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
        if let name = columns.foreignName { throw .foreign(name, of: M.self, in: self) }
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

extension RowFailure {
    /// A field of something else was asked for as one of the object.
    fileprivate static func foreign<M: Model>(
        _ name: String,
        of _: M.Type,
        in found: Found
    ) -> RowFailure {
        RowFailure(
            model: M.modelName,
            id: found.id.text,
            field: name,
            expected: .text,
            hint: "a field of the object itself; of what it refers to, 'including' loads some",
            found: nil
        )
    }
}
