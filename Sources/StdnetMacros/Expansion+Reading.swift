import SwiftDiagnostics
import SwiftSyntax
import SwiftSyntaxMacros

extension Expansion {
    /// Reads a model; nil when it is not understood well enough to write what compiles.
    init?(
        of node: AttributeSyntax,
        on declaration: some DeclGroupSyntax,
        in context: some MacroExpansionContext,
        _ findings: Findings
    ) {
        guard let model = declaration.as(StructDeclSyntax.self) else {
            let keyword = declaration.introducer
            findings.report(.notAStruct(keyword.text), at: keyword)
            return nil
        }
        guard Self.canBeModel(model, within: context.lexicalContext, findings),
            let name = Self.name(in: node, findings)
        else { return nil }
        var reader = ModelReader(model: model.name.text, findings: findings)
        reader.read(model.memberBlock.members)
        let algorithm = Self.algorithm(in: node, for: reader, model.name, findings)
        let options = ModelOptions(node, for: reader.properties, findings)
        let id = reader.properties.first(where: \.isID)
        guard reader.isComposite || id != nil else {
            if reader.isComplete { findings.report(.noID(model.name.text), at: model.name) }
            return nil
        }
        guard reader.isWritable else { return nil }
        let identity = id.map(Identity.property) ?? .parts(algorithm: algorithm)
        self.init(
            type: model.name.text,
            subject: .model(name: name, identity),
            access: Self.access(of: model, in: context),
            options: options,
            properties: reader.properties,
            structures: reader.structures,
            links: reader.links,
            isComplete: reader.isComplete
        )
    }

    /// Reads a group of fields; nil when it is not understood well enough to write what compiles.
    init?(
        ofGroup declaration: some DeclGroupSyntax,
        in context: some MacroExpansionContext,
        _ findings: Findings
    ) {
        guard let group = declaration.as(StructDeclSyntax.self) else {
            let keyword = declaration.introducer
            findings.report(.storing(.groupNotAStruct(keyword.text)), at: keyword)
            return nil
        }
        guard Self.canBeModel(group, within: context.lexicalContext, findings) else { return nil }
        var reader = ModelReader(model: group.name.text, isGroup: true, findings: findings)
        reader.read(group.memberBlock.members)
        guard reader.isWritable else { return nil }
        self.init(
            type: group.name.text,
            subject: .group,
            access: Self.access(of: group, in: context),
            options: ModelOptions(),
            properties: reader.properties,
            structures: reader.structures,
            links: reader.links,
            isComplete: reader.isComplete
        )
    }

    private static func access(
        of model: StructDeclSyntax,
        in context: some MacroExpansionContext
    ) -> Access {
        // A struct without a word of its own has that of the extension around it.
        let around = context.lexicalContext.first?.as(ExtensionDeclSyntax.self)
        return Access(model.modifiers) ?? around.flatMap { Access($0.modifiers) } ?? .module
    }

    /// The algorithm that makes an id of several properties.
    private static func algorithm(
        in node: AttributeSyntax,
        for reader: ModelReader,
        _ model: TokenSyntax,
        _ findings: Findings
    ) -> String {
        let arguments = node.arguments?.as(LabeledExprListSyntax.self)
        guard let argument = arguments?.first(where: { $0.label?.text == "ids" }) else {
            return "sha1"
        }
        guard reader.isComposite else {
            findings.report(.algorithmWithoutParts(model.text), at: argument)
            return "sha1"
        }
        let name = argument.expression.as(MemberAccessExprSyntax.self)?.declName.baseName.text
        guard let name, ["sha1", "python27"].contains(name) else {
            findings.report(.algorithmNotWrittenOut, at: argument.expression)
            return "sha1"
        }
        return name
    }

    private static func canBeModel(
        _ model: StructDeclSyntax,
        within context: [Syntax],
        _ findings: Findings
    ) -> Bool {
        if ["ID", "Fields"].contains(model.name.text) {
            findings.report(.reservedName(model.name.text), at: model.name)
            return false
        }
        if let clause = model.genericParameterClause {
            findings.report(.genericModel(model.name.text), at: clause)
            return false
        }
        let isNestedInGeneric = context.contains {
            $0.asProtocol((any WithGenericParametersSyntax).self)?.genericParameterClause != nil
        }
        if isNestedInGeneric {
            findings.report(.genericModel(model.name.text), at: model.name)
            return false
        }
        let word = model.modifiers.first { $0.name.tokenKind == .keyword(.private) }
        if let word, !context.isEmpty {
            findings.report(
                .privateModel(model.name.text),
                at: word,
                fix: .replace(word, by: "fileprivate")
            )
            return false
        }
        return true
    }

    /// The name as its literal spells it; nil when it was reported.
    private static func name(in node: AttributeSyntax, _ findings: Findings) -> String? {
        let argument = node.arguments?.as(LabeledExprListSyntax.self)?.first?.expression
        if let name = argument?.literalText, name.isModelName { return name }
        findings.report(.badModelName, at: argument.map { Syntax($0) } ?? Syntax(node))
        return nil
    }
}

extension String {
    /// Whether this can name a model in keys: `model`, `app.model`.
    var isModelName: Bool {
        split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { $0.isFieldNameByte || $0 == UInt8(ascii: "-") }
        }
    }
}
