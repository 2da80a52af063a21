/// The source text that `@Model` writes.
///
/// Members are reached through `self` and types through their module, so that no name of the model's
/// can stand in the way.
struct Expansion {
    /// The type as it is named within itself.
    let model: String
    /// The name in keys.
    let name: String
    let access: Access
    let id: StoredProperty
    /// All properties in the order of their declaration, the id among them.
    let properties: [StoredProperty]
    /// Whether these are all; what is missing was reported.
    let isComplete: Bool

    private var fields: [StoredProperty] { properties.filter { !$0.isID } }
    /// What members begin with.
    ///
    /// Modules may put all they declare on the main actor; a model is read and written anywhere.
    private var prefix: String { access.prefixOfMember + "nonisolated " }

    /// The declarations within the struct.
    var members: [String] {
        // A type of its own that is called `ID` needs no alias.
        let alias = "\(access.prefixOfMember)typealias ID = \(id.type.base)"
        return (id.type.base == "ID" ? [] : [alias]) + [
            vocabulary,
            "\(prefix)static var modelName: String { \"\(name)\" }",
            "\(prefix)static let fields = Fields()",
            schema,
            "\(prefix)var storedID: \(id.type.base)? { self.\(id.word) }",
            encoder,
            changes,
        ]
    }

    /// The declaration within the extension.
    ///
    /// An initialiser that never ends may leave properties alone. It is never run, but it makes the
    /// struct a model, so that those that refer to it compile.
    var initializer: String {
        block(
            "\(prefix)init(id: ID, row: borrowing StdnetODM.Row) throws(StdnetODM.RowFailure)",
            isComplete
                ? ["self.\(id.word) = id"] + numbered { "self.\($1.word) = try row.read(\($0))" }
                : ["while true {}"]
        )
    }

    private var vocabulary: String {
        let relations = Relations(of: properties, in: model, access: access)
        let handles = properties.map { property in
            let type =
                switch property.role {
                case .id: "Field<\(model), \(id.type.base), StdnetODM.ByID>(\"\(id.name)\")"
                case .value(let index):
                    "Field<\(model), \(property.type.source), StdnetODM.\(index.capability)>"
                        + "(\"\(property.name)\")"
                case .reference: "Reference<\(model), \(relations.name(of: property))>()"
                }
            let prefix = property.access.prefixOfHandle(in: access)
            return "\(prefix)let \(property.word) = StdnetODM.\(type)"
        }
        return block(
            "\(prefix)struct Fields: Sendable",
            relations.declarations + handles + ["init() {}"]
        )
    }

    private var schema: String {
        let isAutomatic = id.role == .id(isAutomatic: true)
        let identity = "\"\(id.name)\", \(id.type.base).self, isAutomatic: \(isAutomatic)"
        let ordering = fields.lazy.compactMap { field in
            field.isDescending.map { "Ordering(field: \"\(field.name)\", isDescending: \($0))" }
        }.first
        let lines = fields.map { field in
            let arguments =
                switch field.role {
                case .id: ""
                case .value(let index): ".\(index.rawValue)"
                case .reference(let rule): ".equality, onDelete: .\(rule)"
                }
            return "    StdnetODM.FieldSchema("
                + "\"\(field.name)\", \(field.type.source).self, \(arguments)),\n"
        }
        return """
            \(prefix)static let schema = StdnetODM.ModelSchema(
                "\(name)",
                id: StdnetODM.ModelSchema.Identity(\(identity)),
                ordering: \(ordering.map { "StdnetODM.ModelSchema." + $0 } ?? "nil"),
                fields: [
            \(lines.map { "    " + $0 }.joined())    ])
            """
    }

    private var encoder: String {
        block(
            "\(prefix)func encode(into fields: inout StdnetODM.FieldWriter)",
            numbered { "fields.write(\($0), self.\($1.word))" }
        )
    }

    private var changes: String {
        let marks = numbered { "mask.mark(\($0), if: self.\($1.word) != old.\($1.word))" }
        let mask = "StdnetODM.FieldMask()"
        return block(
            "\(prefix)func changes(since old: \(model)) -> StdnetODM.FieldMask",
            marks.isEmpty ? ["return \(mask)"] : ["var mask = \(mask)"] + marks + ["return mask"]
        )
    }

    /// One line for each field with its position in the schema.
    private func numbered(_ line: (Int, StoredProperty) -> String) -> [String] {
        fields.enumerated().map { line($0, $1) }
    }
}

/// A declaration with a body of lines.
func block(_ head: String, _ lines: [String]) -> String {
    let body = lines.flatMap { $0.split(separator: "\n") }.map { "\n    \($0)" }
    return "\(head) {\(body.joined())\(body.isEmpty ? "" : "\n")}"
}
