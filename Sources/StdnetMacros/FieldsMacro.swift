package import SwiftSyntax
import SwiftSyntaxBuilder
package import SwiftSyntaxMacros

/// `@Fields`: what a struct needs so that models can embed it.
package struct FieldsMacro: MemberMacro, ExtensionMacro {
    /// The text is in shape already.
    package static var formatMode: FormatMode { .disabled }

    /// Writes all members but the initialiser, and reports what is wrong with the source.
    package static func expansion(
        of node: AttributeSyntax,
        providingMembersOf declaration: some DeclGroupSyntax,
        conformingTo protocols: [TypeSyntax],
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        let findings = Findings()
        let expansion = Expansion(ofGroup: declaration, in: context, findings)
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
        let expansion = Expansion(ofGroup: declaration, in: context, Findings())
        return expansion?.extensions(of: type, to: "FieldGroup", protocols) ?? []
    }
}
