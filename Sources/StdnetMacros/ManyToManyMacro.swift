package import SwiftSyntax
import SwiftSyntaxBuilder
package import SwiftSyntaxMacros

/// `@ManyToMany`: makes a property the way to the links of the object, without a place in the struct.
package struct ManyToManyMacro: AccessorMacro {
    /// Writes the getter; what is wrong is said by `@Model`.
    package static func expansion(
        of node: AttributeSyntax,
        providingAccessorsOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [AccessorDeclSyntax] {
        guard let (marker, variable, binding) = Marker.onProperty(node, declaration, context)
        else { return [] }
        let model = context.lexicalContext.first?.as(StructDeclSyntax.self)?.name.text ?? ""
        guard let links = try? StoredLinks(binding, of: variable, marker, in: model) else {
            return []
        }
        return [
            AccessorDeclSyntax(stringLiteral: "get { Self.fields.\(links.word).links(of: self) }")
        ]
    }
}
