import SwiftCompilerPlugin
import SwiftSyntaxMacros

/// What the compiler starts to expand the macros of the object mapper.
@main
struct StdnetPlugin: CompilerPlugin {
    let providingMacros: [any Macro.Type] = [
        ModelMacro.self, FieldsMacro.self, StructureMacro.self, ManyToManyMacro.self,
        MarkerMacro.self,
    ]
}
