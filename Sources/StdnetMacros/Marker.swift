import SwiftSyntax

/// An attribute that says something about one property, such as `@Index`.
struct Marker {
    enum Kind: String {
        case index = "Index"
        case unique = "Unique"
        case id = "ID"
        case reference = "Reference"
        case ordering = "Ordering"
        case field = "Field"
        case json = "JSON"
        case embedded = "Embedded"
        case structure = "Structure"
        case manyToMany = "ManyToMany"

        /// What the argument may be, the default first; empty when it is none of a few words.
        var choices: [String] {
            switch self {
            case .index, .unique: ["equality", "range"]
            case .reference: ["restrict", "cascade", "nullify", "keep"]
            case .ordering: ["ascending", "descending"]
            case .structure: ["json", "plain", "bytes", "ids"]
            case .json: ["text", "flattened"]
            case .id, .field, .embedded, .manyToMany: []
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

    /// What stands in parentheses.
    var arguments: [LabeledExprSyntax] {
        node.arguments?.as(LabeledExprListSyntax.self).map(Array.init) ?? []
    }

    /// What is chosen of a few words, or the first argument; nil when it is left out.
    var argument: ExprSyntax? {
        arguments.first { kind != .ordering || $0.label == nil }?.expression
    }

    /// What was chosen, without the dot; nil when it is not written out in the source.
    var choice: String? {
        guard let argument else { return kind.choices.first }
        let name = argument.as(MemberAccessExprSyntax.self)?.declName.baseName.text
        return name.flatMap { kind.choices.contains($0) ? $0 : nil }
    }

    /// The attribute as messages name it.
    var title: String { "@\(kind.rawValue)" }

    /// The attribute as it would be written with other arguments.
    func source(with arguments: [String]) -> String {
        arguments.isEmpty ? title : "\(title)(\(arguments.joined(separator: ", ")))"
    }
}

extension VariableDeclSyntax {
    /// The markers in the order of the source.
    var markers: [Marker] {
        attributes.compactMap { $0.as(AttributeSyntax.self).flatMap(Marker.init) }
    }
}

extension ExprSyntax {
    /// What a literal without interpolations says; nil for all else.
    var literalText: String? {
        guard let segments = self.as(StringLiteralExprSyntax.self)?.segments, segments.count == 1,
            case .stringSegment(let segment)? = segments.first
        else { return nil }
        return segment.content.text
    }

    /// `true` or `false` when it is written out; nil for all else.
    var literalTruth: Bool? {
        self.as(BooleanLiteralExprSyntax.self).map { $0.literal.tokenKind == .keyword(.true) }
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
