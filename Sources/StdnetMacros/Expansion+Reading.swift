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
        guard let id = reader.properties.first(where: \.isID) else {
            if reader.isComplete { findings.report(.noID(model.name.text), at: model.name) }
            return nil
        }
        guard reader.isWritable else { return nil }
        // A struct without a word of its own has that of the extension around it.
        let around = context.lexicalContext.first?.as(ExtensionDeclSyntax.self)
        let access = Access(model.modifiers) ?? around.flatMap { Access($0.modifiers) }
        self.init(
            model: model.name.text,
            name: name,
            access: access ?? .module,
            id: id,
            properties: reader.properties,
            isComplete: reader.isComplete
        )
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
        if let segments = argument?.as(StringLiteralExprSyntax.self)?.segments, segments.count == 1,
            case .stringSegment(let segment)? = segments.first, segment.content.text.isModelName
        {
            return segment.content.text
        }
        findings.report(.badModelName, at: argument.map { Syntax($0) } ?? Syntax(node))
        return nil
    }
}

extension String {
    /// Whether this can name a model in keys: `model`, `app.model`.
    fileprivate var isModelName: Bool {
        split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { $0.isFieldNameByte || $0 == UInt8(ascii: "-") }
        }
    }
}
