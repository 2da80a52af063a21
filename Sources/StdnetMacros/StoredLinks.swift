import SwiftSyntax

/// The links of a model with another, as read from its source: they are objects of a model between, and
/// have no place in the hash.
struct StoredLinks {
    /// The name as the source writes it, with backticks where it has them.
    let word: String
    /// The whole type.
    let type: String
    /// What the vocabulary says of the way, as source text.
    let arguments: String
    /// Whether the model between is one that nobody declares.
    let isImplied: Bool
    let access: Access

    /// Reads a property that is marked so.
    ///
    /// - Throws: Why it can't be links.
    init(
        _ binding: PatternBindingSyntax,
        of variable: VariableDeclSyntax,
        _ marker: Marker,
        in model: String
    ) throws(LinkDiagnosis) {
        word = binding.pattern.trimmedDescription
        let name = word.withoutBackticks
        guard name.isFieldName else { throw .badName(name) }
        guard let written = binding.annotation(in: variable)?.type else { throw .noType(name) }
        guard let kind = Kind(rawValue: written.name(in: "StdnetODM") ?? ""),
            written.genericArguments.count == kind.argumentCount,
            let target = written.genericArguments.last
        else { throw .otherType(name, written.trimmedDescription) }
        guard variable.bindingSpecifier.tokenKind == .keyword(.var), binding.initializer == nil,
            binding.accessorBlock == nil, !variable.isStatic
        else { throw .ownValue(name) }
        type = written.text(replacingSelfBy: model)
        isImplied = kind == .links
        access = Access(variable.modifiers) ?? .module
        var arguments: [String] = []
        for argument in marker.arguments {
            let label = argument.label?.text
            guard kind.labels.contains(label) else {
                throw .noArgument(name, label ?? "a name", kind)
            }
            let source = argument.expression
            switch label {
            case nil:
                guard let text = source.literalText, text.isModelName else {
                    throw .notWrittenOut(name)
                }
                arguments.append("named: \"\(text)\"")
            case "ids":
                let choice = source.as(MemberAccessExprSyntax.self)?.declName.baseName.text
                guard let choice, ["sha1", "python27"].contains(choice) else {
                    throw .notWrittenOut(name)
                }
                arguments.append("ids: .\(choice)")
            default:
                guard let text = source.literalText, text.isFieldName else {
                    throw .notWrittenOut(name)
                }
                arguments.append("\(label ?? ""): \\.\(text)")
            }
        }
        if kind == .through {
            let ends = [("from", model), ("to", target.text(replacingSelfBy: model))]
            arguments = ends.map { label, type in
                arguments.first { $0.hasPrefix(label + ":") } ?? "\(label): \\.\(type.asReference)"
            }
            guard Set(arguments.map { $0.split(separator: "\\")[1] }).count == 2 else {
                throw .sameEnds(name)
            }
        }
        self.arguments = arguments.joined(separator: ", ")
    }

    enum Kind: String {
        case links = "Links"
        case through = "LinksThrough"

        var argumentCount: Int { self == .links ? 1 : 2 }

        /// What the marker may be told.
        var labels: [String?] { self == .links ? [nil, "ids"] : ["from", "to"] }
    }

    /// The handle in the vocabulary.
    func handle(of root: String) -> String {
        "StdnetODM.LinkField<\(root), \(type)>(\(arguments))"
    }
}

extension String {
    /// What a reference to a model is called when nothing is said: `Ref<Team>` is `team`.
    fileprivate var asReference: String {
        let name = split(separator: ".").last.map(String.init) ?? self
        return name.prefix(1).lowercased() + name.dropFirst()
    }
}
