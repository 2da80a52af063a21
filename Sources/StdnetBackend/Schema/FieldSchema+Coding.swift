extension FieldSchema {
    // What a field does not use is not written: schemas that were written before it existed are the
    // same bytes, and are read.
    private enum Key: String, CodingKey {
        case name, attribute, formerly, kind, isOptional, index, reference, isHidden, isCached
        case isFlattened
    }

    /// Reads a field.
    ///
    /// - Throws: `DecodingError` for something else.
    public init(from decoder: any Decoder) throws {
        let keys = try decoder.container(keyedBy: Key.self)
        self.init(
            name: try keys.decode(String.self, forKey: .name),
            attribute: try keys.decode(String.self, forKey: .attribute),
            formerly: try keys.decodeIfPresent(String.self, forKey: .formerly),
            kind: try keys.decode(ValueKind.self, forKey: .kind),
            isOptional: try keys.decode(Bool.self, forKey: .isOptional),
            index: try keys.decode(Index.self, forKey: .index),
            reference: try keys.decodeIfPresent(Reference.self, forKey: .reference),
            isHidden: try keys.decodeIfPresent(Bool.self, forKey: .isHidden) ?? false,
            isCached: try keys.decodeIfPresent(Bool.self, forKey: .isCached) ?? false,
            isFlattened: try keys.decodeIfPresent(Bool.self, forKey: .isFlattened) ?? false
        )
    }

    /// Writes a field.
    ///
    /// - Throws: What the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var keys = encoder.container(keyedBy: Key.self)
        try keys.encode(name, forKey: .name)
        try keys.encode(attribute, forKey: .attribute)
        try keys.encodeIfPresent(formerly, forKey: .formerly)
        try keys.encode(kind, forKey: .kind)
        try keys.encode(isOptional, forKey: .isOptional)
        try keys.encode(index, forKey: .index)
        try keys.encodeIfPresent(reference, forKey: .reference)
        if isHidden { try keys.encode(true, forKey: .isHidden) }
        if isCached { try keys.encode(true, forKey: .isCached) }
        if isFlattened { try keys.encode(true, forKey: .isFlattened) }
    }
}
