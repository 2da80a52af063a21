extension Session {
    /// An object as this session will leave it; nil when the session does not write it, or deletes it.
    ///
    /// A session has one place for each object: what several changes come to is one value.
    ///
    /// - Complexity: O(1).
    public func planned<M: Model>(_ reference: Ref<M>) -> M? {
        let place: Int
        switch reference.storage {
        case .planned(let handle):
            guard handle.session == number, operations.indices.contains(handle.position) else {
                return nil
            }
            place = handle.position
        case .id(let id):
            guard let model = models.firstIndex(where: { $0.name == M.modelName }),
                let known = places[Identity(model: model, id: id.text)]
            else { return nil }
            place = known
        }
        switch operations[place].kind {
        case .delete, .deleteAll, .nothing: return nil
        default: return operations[place].object as? M
        }
    }

    /// The objects of a model that this session writes, as it will leave them, in the order in which they
    /// were planned.
    ///
    /// - Complexity: O(*n*) in the objects of the session.
    public func objects<M: Model>(of _: M.Type) -> [M] {
        var objects: [M] = []
        for operation in operations where operation.kind != .delete && operation.kind != .nothing {
            if let object = operation.object as? M { objects.append(object) }
        }
        return objects
    }
}
