package import SwiftSyntax
import SwiftSyntaxBuilder
package import SwiftSyntaxMacros

/// `@Model("app.name")`: schema, codec and typed fields.
///
/// What names the types of the properties is written into the struct, because only there they mean
/// what they mean to the properties; the initialiser is written into an extension, because in the
/// struct it would take the memberwise one away.
package struct ModelMacro: MemberMacro, ExtensionMacro {
    /// The text is in shape already, and to format it takes longer than to write it.
    package static var formatMode: FormatMode { .disabled }

    /// Writes all members but the initialiser, and reports what is wrong with the source.
    package static func expansion(
        of node: AttributeSyntax,
        providingMembersOf declaration: some DeclGroupSyntax,
        conformingTo protocols: [TypeSyntax],
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        let findings = Findings()
        let expansion = Expansion(of: node, on: declaration, in: context, findings)
        for diagnostic in findings.diagnostics { context.diagnose(diagnostic) }
        return expansion?.members.map { DeclSyntax(stringLiteral: $0) } ?? []
    }

    /// Writes the conformance and the initialiser; what is wrong was reported with the members.
    package static func expansion(
        of node: AttributeSyntax,
        attachedTo declaration: some DeclGroupSyntax,
        providingExtensionsOf type: some TypeSyntaxProtocol,
        conformingTo protocols: [TypeSyntax],
        in context: some MacroExpansionContext
    ) throws -> [ExtensionDeclSyntax] {
        let expansion = Expansion(of: node, on: declaration, in: context, Findings())
        return expansion?.extensions(of: type, to: "Model", protocols) ?? []
    }
}

extension Expansion {
    /// The extension with the initialiser, and with the conformance where it is asked for.
    func extensions(
        of type: some TypeSyntaxProtocol,
        to name: String,
        _ protocols: [TypeSyntax]
    ) -> [ExtensionDeclSyntax] {
        let conformance = protocols.isEmpty ? "" : ": StdnetODM.\(name)"
        let source = block(
            "nonisolated extension \(type.trimmedDescription)\(conformance)",
            [initializer]
        )
        return [DeclSyntax(stringLiteral: source)].compactMap { $0.as(ExtensionDeclSyntax.self) }
    }
}
