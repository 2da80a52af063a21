extension StoredStructure {
    /// The structure as JSON.
    ///
    /// - Throws: ``SerialisationFailure/unwritable(model:field:reason:)``.
    func writtenJSON(_ owner: ModelSchema) throws(SerialisationFailure) -> String {
        if let json { return json }
        throw .unwritable(
            model: owner.name,
            field: schema.name,
            reason: "it has a name that is no UTF-8 text"
        )
    }

    /// Reads a structure of an object.
    ///
    /// - Throws: ``SerialisationFailure/unreadable(_:)`` for what is not such a structure.
    static func read<M: Model>(
        _ json: JSONParsed,
        _ schema: StructureSchema,
        of object: M
    ) throws(SerialisationFailure) -> StoredStructure {
        if let structure = StoredStructure(json, schema) { return structure }
        throw .unreadable(
            RowFailure(
                model: M.modelName,
                id: object.storedID?.text ?? "",
                field: schema.name,
                expected: .json,
                hint: schema.type.jsonForm,
                found: Bytes(json.written.utf8)
            )
        )
    }
}

extension StructureType {
    /// What a structure looks like in JSON, in words that complete "it should be".
    fileprivate var jsonForm: String {
        switch self {
        case .list, .set: "an array of elements"
        case .zset: "an array of pairs of score and element"
        case .series: "an array of pairs of seconds and value"
        case .hash: "an object of names and values"
        case .string: "a text"
        case .array: "an array of numbers"
        }
    }
}
