import StdnetMacros
import SwiftDiagnostics
import SwiftParser
import SwiftSyntax
import SwiftSyntaxBuilder
import SwiftSyntaxMacroExpansion
import SwiftSyntaxMacros

/// A source text with its macros expanded, and what was said about it.
struct Expanded {
    /// One diagnostic, with the source as its fix-it would leave it.
    struct Complaint {
        let message: String
        let severity: DiagnosticSeverity
        let line: Int
        let column: Int
        let advice: String?
        let fixed: String?
    }

    let source: String
    let complaints: [Complaint]

    /// Expands `@Model` and its markers as the compiler would, which asks for no conformance where
    /// the struct says itself that it is a model.
    init(_ text: String, conformances: [TypeSyntax] = ["Model"]) {
        let file = Parser.parse(source: text)
        let context = BasicMacroExpansionContext(
            sourceFiles: [file: .init(moduleName: "App", fullFilePath: "App.swift")])
        var macros = ["Model": MacroSpec(type: ModelMacro.self, conformances: conformances)]
        macros["Fields"] = MacroSpec(type: FieldsMacro.self, conformances: ["FieldGroup"])
        macros["Structure"] = MacroSpec(type: StructureMacro.self)
        macros["ManyToMany"] = MacroSpec(type: ManyToManyMacro.self)
        for name in ["Index", "Unique", "ID", "Reference", "Ordering", "Field", "JSON", "Embedded"]
        {
            macros[name] = MacroSpec(type: MarkerMacro.self)
        }
        let expanded = file.expand(
            macroSpecs: macros,
            contextGenerator: { node in
                BasicMacroExpansionContext(
                    sharingWith: context,
                    lexicalContext: node.allMacroLexicalContexts()
                )
            },
            indentationWidth: .spaces(4)
        )
        source = expanded.description
        complaints = context.diagnostics.map { diagnostic in
            let location = context.location(
                for: diagnostic.position,
                anchoredAt: diagnostic.node,
                fileName: "App.swift"
            )
            let fix = diagnostic.fixIts.first
            return Complaint(
                message: diagnostic.message,
                severity: diagnostic.diagMessage.severity,
                line: location.line,
                column: location.column,
                advice: fix?.message.message,
                fixed: fix.map { Self.text(text, fixedBy: $0, context) }
            )
        }
    }

    private static func text(
        _ text: String,
        fixedBy fix: FixIt,
        _ context: BasicMacroExpansionContext
    ) -> String {
        var bytes = Array(text.utf8)
        let edits = fix.changes.compactMap { change -> (range: Range<Int>, text: String)? in
            guard case .replaceText(let range, let text, let node) = change else { return nil }
            let bounds = [range.lowerBound, range.upperBound].map {
                context.location(for: $0, anchoredAt: node, fileName: "App.swift").offset
            }
            return (bounds[0]..<bounds[1], text)
        }
        for edit in edits.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
            bytes.replaceSubrange(edit.range, with: edit.text.utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
