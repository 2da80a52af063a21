extension Session {
    /// Plans to write all fields of the object that has the same values as this one in some fields, or a
    /// new object when there is none.
    ///
    /// ```swift
    /// let user = session.upsert(User(email: "anna@x", age: 44), on: \.email)
    /// ```
    ///
    /// It is looked for in the database as it was before the session, among the objects whose end the
    /// session does not plan. An id that the object has is that of the new one, and must be that of the one
    /// that is found; by `\.id` alone objects are looked for by it.
    ///
    /// - Parameters:
    ///   - object: The object; its values of `fields` are not nil.
    ///   - fields: Fields with an index: all of them must have the same values.
    /// - Returns: A reference that other objects of the same session may hold; ``Receipt/resolve(_:)``
    ///   tells the id, and ``Receipt/isNew(_:)`` whether the object is new.
    /// - Complexity: At the server, one lookup for each object by a unique field; by others the
    ///   intersection of the sets of ids.
    @discardableResult
    public mutating func upsert<M: Model, each Value: EqualityField>(
        _ object: M,
        on fields: repeat KeyPath<M.Fields, each Value>
    ) -> Ref<M> {
        var names: [String] = []
        for field in repeat each fields { names.append(M.fields[keyPath: field].ownName ?? "") }
        return upsert(object, on: names)
    }

    private mutating func upsert<M: Model>(_ object: M, on names: [String]) -> Ref<M> {
        let schema = M.schema
        let handle = Handle(session: number, position: operations.count)
        let positions = names.compactMap { name in
            schema.fields.firstIndex { $0.name == name && $0.index != .none }
        }
        let isByID = names == [schema.id.name]
        guard positions.count == names.count || isByID, !names.isEmpty else {
            let rule = Violation.Rule.unmatchable(
                "objects are not found by it: name fields with an index"
            )
            reject(M.self, object.storedID, rule, field: names.joined(separator: ", "))
            occupy(handle, M.self)
            return Ref(handle)
        }
        guard !isByID || object.storedID != nil else {
            reject(M.self, nil, .unmatchable("the object has no id"), field: schema.id.name)
            occupy(handle, M.self)
            return Ref(handle)
        }
        write(
            object,
            as: .upsert,
            id: object.storedID,
            only: .all,
            .sought(by: isByID ? [] : positions)
        )
        occupy(handle, M.self)
        let planned = operations[handle.position].planned.map(\.field)
        for position in positions {
            let isAbsent = operations[handle.position].absent.contains(position)
            guard isAbsent || planned.contains(position) else { continue }
            let reason =
                isAbsent ? "nil is the value of no object or of many" : "it is only planned"
            let field = schema.fields[position].name
            reject(M.self, object.storedID, .unmatchable(reason), field: field)
            refuse(handle.position)
        }
        return Ref(handle)
    }
}

/// A property by whose value objects are found without a scan.
public protocol EqualityField {
    /// The name of the property; nil when it is one of another object.
    var ownName: String? { get }
}

extension Field: EqualityField where Index: EqualityIndex {
    /// The name of the property; nil when it is one of another object.
    public var ownName: String? { path.hops.isEmpty ? path.field : nil }
}

extension Reference: EqualityField {
    /// The name of the property; nil when it is one of another object.
    public var ownName: String? { path.hops.isEmpty ? path.field : nil }
}
