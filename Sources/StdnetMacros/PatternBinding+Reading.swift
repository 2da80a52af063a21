import SwiftDiagnostics
import SwiftSyntax

extension VariableDeclSyntax {
    var isStatic: Bool {
        modifiers.contains { [.keyword(.static), .keyword(.class)].contains($0.name.tokenKind) }
    }
}

extension PatternBindingSyntax {
    /// Whether values have room for it: observers leave a property stored, accessors do not.
    var isStored: Bool {
        guard let accessors = accessorBlock?.accessors else { return true }
        guard case .accessors(let list) = accessors else { return false }
        return list.allSatisfy {
            [.keyword(.willSet), .keyword(.didSet)].contains($0.accessorSpecifier.tokenKind)
        }
    }

    /// The type written for it: its own, or that of the next in `var a, b: Int`.
    func annotation(in variable: VariableDeclSyntax) -> TypeAnnotationSyntax? {
        for binding in variable.bindings where binding.position >= position {
            if let annotation = binding.typeAnnotation { return annotation }
            if binding.initializer != nil { return nil }
        }
        return nil
    }

    /// The type that a literal has when nothing else is said.
    var literalType: String? {
        switch initializer?.value.kind {
        case .integerLiteralExpr: "Int"
        case .floatLiteralExpr: "Double"
        case .stringLiteralExpr: "String"
        case .booleanLiteralExpr: "Bool"
        default: nil
        }
    }
}

extension IfConfigDeclSyntax {
    /// Whether a stored property depends on the condition.
    var hasStoredProperty: Bool {
        clauses.contains { clause in
            guard case .decls(let members)? = clause.elements else { return false }
            return members.contains { member in
                if let nested = member.decl.as(IfConfigDeclSyntax.self) {
                    return nested.hasStoredProperty
                }
                guard let variable = member.decl.as(VariableDeclSyntax.self) else { return false }
                return !variable.isStatic && variable.bindings.contains(where: \.isStored)
            }
        }
    }
}

extension TypeSyntax {
    /// The edit that makes a type the one that was meant, where that is obvious.
    func correction(of diagnosis: Diagnosis) -> FixIt? {
        switch diagnosis {
        case .unsupportedType(_, .implicitlyUnwrapped):
            self.as(ImplicitlyUnwrappedOptionalTypeSyntax.self).map {
                .replace($0.exclamationMark, by: "?")
            }
        case .optionalTwice:
            self.as(OptionalTypeSyntax.self).map {
                .replace(self, by: $0.wrappedType.trimmedDescription)
            }
        default: nil
        }
    }
}
