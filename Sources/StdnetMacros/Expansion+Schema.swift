extension Expansion {
    /// The typed handles of the properties: what queries are written with.
    ///
    /// Those of a group are of the model that it is embedded in.
    func vocabulary(_ identity: Identity?) -> String {
        let root = identity == nil ? "OfModel" : type
        let relations = Relations(of: properties, in: root, access: access)
        var handles = properties.map { property in
            let type =
                switch property.role {
                case .id:
                    "StdnetODM.Field<\(root), \(property.type.base), StdnetODM.ByID>"
                        + "(\"\(property.name)\")"
                case .value(let index):
                    "StdnetODM.Field<\(root), \(property.type.source), StdnetODM.\(index.capability)>"
                        + "(\"\(property.name)\")"
                case .json(isFlattened: true):
                    "StdnetODM.FlattenedField<\(root), \(property.type.base)>(\"\(property.name)\")"
                case .json:
                    "StdnetODM.Field<\(root), \(property.storedType), StdnetODM.NoIndex>"
                        + "(\"\(property.name)\")"
                case .reference:
                    "StdnetODM.Reference<\(root), \(relations.name(of: property))>()"
                case .embedded: "\(property.type.base).Fields<\(root)>()"
                }
            let prefix = property.access.prefixOfHandle(in: access)
            return "\(prefix)let \(property.word) = \(type)"
        }
        if case .parts? = identity {
            let type = "StdnetODM.Field<\(root), StdnetODM.CompositeID, StdnetODM.ByID>"
            handles.insert("\(access.prefixOfMember)let id = \(type)(\"id\")", at: 0)
        }
        for structure in structures where !structure.isStatic {
            let type = "StdnetODM.StructureField<\(root), \(structure.type)>"
            let prefix = structure.access.prefixOfHandle(in: access)
            handles.append("\(prefix)let \(structure.word) = \(type)(\"\(structure.name)\")")
        }
        for links in self.links {
            let prefix = links.access.prefixOfHandle(in: access)
            handles.append("\(prefix)let \(links.word) = \(links.handle(of: root))")
        }
        let head =
            identity == nil
            ? "\(prefix)struct Fields<OfModel: StdnetODM.Model>: StdnetODM.FieldVocabulary"
            : "\(prefix)struct Fields: Sendable"
        let isVisible = identity == nil ? access.prefixOfMember : ""
        return block(head, relations.declarations + handles + ["\(isVisible)init() {}"])
    }

    func schema(_ name: String, _ identity: Identity) -> String {
        var isAutomatic = false
        if case .property(let id) = identity { isAutomatic = id.role == .id(isAutomatic: true) }
        var arguments =
            "\"\(identity.name)\", \(identity.type).self, isAutomatic: \(isAutomatic)"
        if case .parts(let algorithm) = identity {
            let parts = properties.filter(\.isPartOfID).map { "\"\($0.name)\"" }
            arguments +=
                ", composition: StdnetODM.IDComposition(fields: "
                + "[\(parts.joined(separator: ", "))], algorithm: .\(algorithm))"
        }
        let unique = options.uniqueTogether.map { names in
            "[\(names.map { "\"\($0)\"" }.joined(separator: ", "))]"
        }
        let together =
            unique.isEmpty ? "" : ",\n    uniqueTogether: [\(unique.joined(separator: ", "))]"
        let structures = self.structures.map { "        \($0.schema),\n" }.joined()
        let remote =
            structures.isEmpty ? "" : ",\n    structures: [\n\(structures)    ]"
        return """
            \(prefix)static let schema = StdnetODM.ModelSchema(
                "\(name)",
                id: StdnetODM.ModelSchema.Identity(\(arguments)),
                ordering: \(ordering.map { "StdnetODM.ModelSchema.Ordering(\($0))" } ?? "nil"),
                fields: \(listOfFields(indent: "    "))\(together)\(remote))
            """
    }

    /// The models between, where nobody declares them.
    var implied: [String] {
        let schemas = links.filter(\.isImplied).map { "self.fields.\($0.word).impliedSchemas" }
        guard !schemas.isEmpty else { return [] }
        return [
            block(
                "\(prefix)static var impliedSchemas: [StdnetODM.ModelSchema]",
                [schemas.joined(separator: " + ")]
            )
        ]
    }

    /// What is said of the order in which objects are kept; nil when they are kept in none.
    private var ordering: String? {
        if let order = options.autoincrement {
            return "field: \"\", isDescending: \(order.isDescending), increment: \(order.increment)"
        }
        return fields.lazy.compactMap { field in
            field.ordering?.arguments(of: field)
        }.first
    }

    /// What a group has of a schema.
    var fieldSchemas: String {
        "\(prefix)static let fieldSchemas: [StdnetODM.FieldSchema] = \(listOfFields(indent: ""))"
    }

    /// The fields as an array; what is embedded between them has arrays of its own.
    private func listOfFields(indent: String) -> String {
        guard fields.contains(where: \.isEmbedded) else { return list(fields[...], indent) }
        let inner = indent + "    "
        var parts: [String] = []
        for part in fields.split(omittingEmptySubsequences: false, whereSeparator: \.isEmbedded) {
            if !part.isEmpty { parts.append(list(part, inner)) }
            if part.endIndex < fields.endIndex {
                let group = fields[part.endIndex].type.base
                parts.append("StdnetODM.FieldSchema.embedded(\(group).self)")
            }
        }
        let lines = parts.map { "\(inner)\($0),\n" }.joined()
        return "StdnetODM.FieldSchema.list(\n\(lines.dropLast(2)))"
    }

    private func list(_ fields: ArraySlice<StoredProperty>, _ indent: String) -> String {
        let lines = fields.map { "\(indent)    \(schema(of: $0)),\n" }
        return "[\n\(lines.joined())\(indent)]"
    }

    private func schema(of field: StoredProperty) -> String {
        var arguments = ["\"\(field.name)\"", "\(field.storedType).self"]
        switch field.role {
        case .id, .embedded: break
        case .value(let index): arguments.append(".\(index.rawValue)")
        case .json: arguments.append(".none")
        case .reference(let rule): arguments += [".equality", "onDelete: .\(rule)"]
        }
        if let attribute = field.options.attribute {
            arguments.append("attribute: \"\(attribute)\"")
        }
        if let former = field.options.formerly { arguments.append("formerly: \"\(former)\"") }
        if field.options.isHidden { arguments.append("isHidden: true") }
        if field.options.isCached { arguments.append("isCached: true") }
        if field.isFlattened { arguments.append("isFlattened: true") }
        return "StdnetODM.FieldSchema(\(arguments.joined(separator: ", ")))"
    }
}
