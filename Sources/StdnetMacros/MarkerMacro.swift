import SwiftDiagnostics
package import SwiftSyntax
package import SwiftSyntaxMacros

/// `@Index` and all others that stand on a property: read by `@Model`, nothing by themselves.
package struct MarkerMacro: PeerMacro {
    /// Adds nothing, and says so where no `@Model` is there to read the marker.
    package static func expansion(
        of node: AttributeSyntax,
        providingPeersOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [DeclSyntax] {
        guard let marker = Marker(node) else { return [] }
        if !declaration.is(VariableDeclSyntax.self) || !marker.isInModel(context) {
            context.diagnose(
                Diagnostic(node: node, message: Diagnosis.markerOutsideModel(marker.title))
            )
        }
        return []
    }
}

extension Marker {
    /// Whether there is somebody who reads it.
    func isInModel(_ context: some MacroExpansionContext) -> Bool {
        context.lexicalContext.first?.asProtocol((any WithAttributesSyntax).self)?
            .attributes.contains {
                let name = $0.as(AttributeSyntax.self)?.attributeName.name(in: "StdnetODM")
                return name == "Model" || name == "Fields"
            } ?? false
    }

    /// The property that a marker with a getter stands on; nil, and a complaint, where it means nothing.
    static func onProperty(
        _ node: AttributeSyntax,
        _ declaration: some DeclSyntaxProtocol,
        _ context: some MacroExpansionContext
    ) -> (marker: Marker, variable: VariableDeclSyntax, binding: PatternBindingSyntax)? {
        guard let marker = Marker(node) else { return nil }
        guard marker.isInModel(context), let variable = declaration.as(VariableDeclSyntax.self),
            let binding = variable.bindings.first
        else {
            context.diagnose(
                Diagnostic(node: node, message: Diagnosis.markerOutsideModel(marker.title))
            )
            return nil
        }
        return (marker, variable, binding)
    }
}
