// An id that is made of fields is made here, or by the commit where a field is only planned.

extension Session {
    /// Gives an operation the id that its fields make; where one of them is the id of a planned object,
    /// the commit makes it.
    ///
    /// - Returns: Whether it has one, or will have one; if not, that was a violation.
    mutating func identify(_ operation: inout Operation) -> Bool {
        let schema = models[operation.model]
        guard let composition = schema.id.composition else { return false }
        let parts = composition.fields.compactMap { name in
            schema.fields.firstIndex { $0.name == name }
        }
        var builder = CompositeID.Builder(composition.algorithm)
        var key = "\u{0}"
        var isPlanned = false
        for part in parts {
            if let planned = operation.planned.first(where: { $0.field == part }) {
                guard canBePart(planned.handle) else {
                    return refuse(
                        operation,
                        "the id of what it refers to is made by the commit too"
                    )
                }
                isPlanned = true
                key += "\(planned.handle.position),"
            } else if let place = operation.place(of: part) {
                let value = arena.withView { Bytes($0[place]) }
                builder.append(value, schema.fields[part].kind)
                key += "\(value.count):\(String(decoding: value, as: UTF8.self)),"
            } else {
                return refuse(operation, "a part of it is absent")
            }
        }
        if isPlanned {
            guard composition.algorithm == .sha1 else {
                return refuse(
                    operation,
                    "a part of it is only planned, and the server knows no hash of Python's"
                )
            }
            operation.detail = .composed(key: key, of: parts)
            return true
        }
        guard let id = builder.finish() else {
            return refuse(operation, "a part of it has no hash")
        }
        operation.id = id.text
        return true
    }

    /// Whether the id of a planned object is known before ids are made.
    private func canBePart(_ handle: Handle) -> Bool {
        guard handle.session == number, operations.indices.contains(handle.position) else {
            return true
        }
        return operations[handle.position].parts == nil
    }

    private mutating func refuse(_ operation: Operation, _ reason: String) -> Bool {
        let rule = Violation.Rule.invalidID("the id can't be made: \(reason)")
        reject(model: models[operation.model].name, id: nil, rule)
        return false
    }
}

extension Operation {
    /// The fields of which the commit makes the id; nil when it does not.
    var parts: [Int]? {
        if case .composed(_, let parts) = detail { parts } else { nil }
    }

    /// What tells the object from all others of its model before the commit.
    var key: String? {
        if case .composed(let key, _) = detail { key } else { id }
    }
}
