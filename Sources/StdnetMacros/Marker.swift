import SwiftSyntax

/// An attribute that says something about one property: `@Index`, `@Unique`, `@ID`, `@Reference`,
/// `@Ordering`.
struct Marker {
    enum Kind: String {
        case index = "Index"
        case unique = "Unique"
        case id = "ID"
        case reference = "Reference"
        case ordering = "Ordering"

        /// What the argument may be, the default first.
        var choices: [String] {
            switch self {
            case .index, .unique: ["equality", "range"]
            case .id: []
            case .reference: ["restrict", "cascade", "nullify"]
            case .ordering: ["ascending", "descending"]
            }
        }
    }

    let kind: Kind
    let node: AttributeSyntax

    /// Nil when the attribute is none of ours.
    init?(_ node: AttributeSyntax) {
        guard let name = node.attributeName.name(in: "StdnetODM"), let kind = Kind(rawValue: name)
        else { return nil }
        self.kind = kind
        self.node = node
    }

    /// The argument as an expression; nil when it is left out.
    var argument: ExprSyntax? {
        node.arguments?.as(LabeledExprListSyntax.self)?.first?.expression
    }

    /// What was chosen, without the dot; nil when it is not written out in the source.
    var choice: String? {
        guard let argument else { return kind.choices.first }
        let name = argument.as(MemberAccessExprSyntax.self)?.declName.baseName.text
        return name.flatMap { kind.choices.contains($0) ? $0 : nil }
    }

    /// The attribute as messages name it.
    var title: String { "@\(kind.rawValue)" }
}

extension VariableDeclSyntax {
    /// The markers in the order of the source.
    var markers: [Marker] {
        attributes.compactMap { $0.as(AttributeSyntax.self).flatMap(Marker.init) }
    }
}

extension TypeSyntax {
    /// The name of a plain type, written alone or with its module.
    func name(in module: String) -> String? {
        if let type = self.as(IdentifierTypeSyntax.self) { return type.name.text }
        guard let type = self.as(MemberTypeSyntax.self),
            type.baseType.as(IdentifierTypeSyntax.self)?.name.text == module
        else { return nil }
        return type.name.text
    }

    /// The arguments of a generic type, such as the `City` of `Ref<City>`.
    var genericArguments: [TypeSyntax] {
        let clause =
            self.as(IdentifierTypeSyntax.self)?.genericArgumentClause
            ?? self.as(MemberTypeSyntax.self)?.genericArgumentClause
        return clause?.arguments.compactMap { $0.argument.as(TypeSyntax.self) } ?? []
    }
}
