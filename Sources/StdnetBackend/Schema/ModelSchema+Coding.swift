extension ModelSchema {
    // As with fields, what a model does not use is not written.
    private enum Key: String, CodingKey {
        case name, id, fields, ordering, uniqueTogether, structures
    }

    /// Reads a schema.
    ///
    /// - Throws: `DecodingError` for something else.
    public init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        self.init(
            name: try keys.decode(String.self, forKey: .name),
            id: try keys.decode(Identity.self, forKey: .id),
            fields: try keys.decode([FieldSchema].self, forKey: .fields),
            ordering: try keys.decodeIfPresent(Ordering.self, forKey: .ordering),
            uniqueTogether: try keys.decodeIfPresent([[String]].self, forKey: .uniqueTogether)
                ?? [],
            structures: try keys.decodeIfPresent([StructureSchema].self, forKey: .structures) ?? []
        )
    }

    /// Writes a schema.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: Key.self)
        try keys.encode(name, forKey: .name)
        try keys.encode(id, forKey: .id)
        try keys.encode(fields, forKey: .fields)
        try keys.encodeIfPresent(ordering, forKey: .ordering)
        if !uniqueTogether.isEmpty { try keys.encode(uniqueTogether, forKey: .uniqueTogether) }
        if !structures.isEmpty { try keys.encode(structures, forKey: .structures) }
    }
}

extension ModelSchema.Ordering {
    private enum Key: String, CodingKey { case field, isDescending, increment, path }

    /// Reads an ordering.
    ///
    /// - Throws: `DecodingError` for something else.
    public init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        self.init(
            field: try keys.decode(String.self, forKey: .field),
            isDescending: try keys.decode(Bool.self, forKey: .isDescending),
            increment: try keys.decodeIfPresent(Int.self, forKey: .increment),
            path: try keys.decodeIfPresent([String].self, forKey: .path) ?? []
        )
    }

    /// Writes an ordering.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: Key.self)
        try keys.encode(field, forKey: .field)
        try keys.encode(isDescending, forKey: .isDescending)
        try keys.encodeIfPresent(increment, forKey: .increment)
        if !path.isEmpty { try keys.encode(path, forKey: .path) }
    }
}
