extension Session {
    /// Plans to remove the fields of an object that are marked `@Field(cached: true)`; the object must
    /// exist.
    ///
    /// They read as nil then, or as their initial values. Nothing happens to a model without any.
    public mutating func clearCache<M: Model>(of reference: Ref<M>) {
        guard let id = reference.id else { return reject(M.self, nil, .missingObject) }
        guard let id = text(of: id, M.self) else { return }
        var operation = Operation(kind: .update, model: place(of: M.self), id: id)
        for (position, field) in M.schema.fields.enumerated() {
            operation.absent.mark(position, if: field.isCached)
        }
        if !operation.absent.isEmpty { add(operation, M.self) }
    }
}
