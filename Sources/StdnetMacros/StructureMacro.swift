package import SwiftSyntax
import SwiftSyntaxBuilder
package import SwiftSyntaxMacros

/// `@Structure`: makes a property the way to a structure of the object, without a place in the struct.
package struct StructureMacro: AccessorMacro {
    /// Writes the getter; what is wrong is said by `@Model`.
    package static func expansion(
        of node: AttributeSyntax,
        providingAccessorsOf declaration: some DeclSyntaxProtocol,
        in context: some MacroExpansionContext
    ) throws -> [AccessorDeclSyntax] {
        guard let (marker, variable, binding) = Marker.onProperty(node, declaration, context)
        else { return [] }
        guard let structure = try? StoredStructure(binding, of: variable, marker) else { return [] }
        return [AccessorDeclSyntax(stringLiteral: "get { \(structure.value) }")]
    }
}
