extension FieldSchema {
    /// What is asked for when the field is loaded: the attribute, or all leaves of it, which only the scripts
    /// that load can gather.
    var column: String { isFlattened ? attribute + JSONLeaves.separator + "*" : attribute }
}

extension ModelSchema {
    /// Whether loading an object takes more than to read some fields of its hash.
    var isFlattened: Bool { fields.contains(where: \.isFlattened) }
}

extension [String] {
    /// Whether some of these columns have to be gathered.
    var needGathering: Bool { contains { $0.hasSuffix(JSONLeaves.separator + "*") } }
}
