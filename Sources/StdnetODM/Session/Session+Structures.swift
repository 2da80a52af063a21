extension Session {
    /// Plans a command on a structure, to follow those that were planned before.
    package mutating func add(_ operation: StructureOperation) {
        var handles = operation.planned.map(\.handle)
        var model = ""
        var id: String?
        switch operation.owner.storage {
        case .object(let name, let bytes):
            (model, id) = (name, String(decoding: bytes, as: UTF8.self))
        case .planned(let name, let handle):
            model = name
            handles.append(handle)
        case .model(let name): model = name
        case .key(let key): id = key
        }
        let field = operation.name.isEmpty ? nil : operation.name
        if let reason = id?.reasonAgainstID {
            return reject(model: model, id: id, .invalidID(reason), field: field)
        }
        if let refusal = operation.refusal {
            let rule = Violation.Rule.unstorable(value: operation.verb.rawValue, hint: refusal)
            return reject(model: model, id: id, rule, field: field)
        }
        guard handles.allSatisfy({ $0.session == number }) else {
            return reject(model: model, id: id, .foreignReference, field: field)
        }
        structures.append(operation)
    }
}
