/// The source text that `@Model` and `@Fields` write.
///
/// Members are reached through `self` and types through their module, so that no name of the model's
/// can stand in the way.
struct Expansion {
    /// What the struct is.
    enum Subject {
        /// A model, with its name in keys.
        case model(name: String, Identity)
        /// Fields that models have in common.
        case group
    }

    /// What identifies an object.
    enum Identity {
        case property(StoredProperty)
        /// Several properties together, and the algorithm that makes one id of them.
        case parts(algorithm: String)
    }

    /// The type as it is named within itself.
    let type: String
    let subject: Subject
    let access: Access
    /// What a model is told besides its name.
    let options: ModelOptions
    /// All properties in the order of their declaration, the id among them.
    let properties: [StoredProperty]
    let structures: [StoredStructure]
    let links: [StoredLinks]
    /// Whether these are all; what is missing was reported.
    let isComplete: Bool

    var fields: [StoredProperty] { properties.filter { !$0.isID } }
    /// What members begin with.
    ///
    /// Modules may put all they declare on the main actor; a model is read and written anywhere.
    var prefix: String { access.prefixOfMember + "nonisolated " }

    /// The declarations within the struct.
    var members: [String] {
        switch subject {
        case .model(let name, let identity):
            // A type of its own that is called `ID` needs no alias.
            let alias = "\(access.prefixOfMember)typealias ID = \(identity.type)"
            return (identity.type == "ID" ? [] : [alias])
                + [
                    vocabulary(identity),
                    "\(prefix)static var modelName: String { \"\(name)\" }",
                    "\(prefix)static let fields = Fields()",
                    schema(name, identity),
                    storedID(identity),
                    encoder, changes,
                ] + defaults + implied
        case .group: return [vocabulary(nil), fieldSchemas, encoder, changes] + defaults
        }
    }

    /// The declaration within the extension.
    ///
    /// An initialiser that never ends may leave properties alone. It is never run, but it makes the
    /// struct a model, so that those that refer to it compile.
    var initializer: String {
        let row = "row: borrowing StdnetODM.Row"
        let parameters =
            switch subject {
            case .model: "id: ID, \(row)"
            case .group: "\(row), at start: Int"
            }
        var lines = placed { "self.\($1.word) = \(reading($1, at: $0))" }
        if case .model(_, .property(let id)) = subject {
            lines.insert("self.\(id.word) = id", at: 0)
        }
        return block(
            "\(prefix)init(\(parameters)) throws(StdnetODM.RowFailure)",
            isComplete ? lines : ["while true {}"]
        )
    }

    /// One line for each field with its place in the schema, as source text.
    ///
    /// What is embedded counts its own fields.
    func placed(_ line: (String, StoredProperty) -> String) -> [String] {
        var embedded: [String] = []
        if case .group = subject { embedded.append("start") }
        var count = 0
        return fields.map { field in
            let parts = embedded + (count > 0 || embedded.isEmpty ? ["\(count)"] : [])
            defer {
                if field.isEmbedded {
                    embedded.append("\(field.type.base).fieldCount")
                } else {
                    count += 1
                }
            }
            return line(parts.joined(separator: " + "), field)
        }
    }
}

extension Expansion.Identity {
    /// The type of ids.
    var type: String {
        switch self {
        case .property(let property): property.type.base
        case .parts: "StdnetODM.CompositeID"
        }
    }

    /// What ids are called.
    var name: String { if case .property(let property) = self { property.name } else { "id" } }
}

/// A declaration with a body of lines.
func block(_ head: String, _ lines: [String]) -> String {
    // Empty lines stay: they may be part of a text.
    let body = lines.flatMap { $0.split(separator: "\n", omittingEmptySubsequences: false) }
        .map { $0.isEmpty ? "\n" : "\n    \($0)" }
    return "\(head) {\(body.joined())\(body.isEmpty ? "" : "\n")}"
}
