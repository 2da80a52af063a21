import SwiftDiagnostics
import SwiftSyntax

/// What a developer can get wrong in a model, said in one sentence with the way out.
enum Diagnosis: Error {
    // The model.
    case notAStruct(String)
    case genericModel(String)
    case badModelName
    case noID(String)
    case secondID(String, first: String)
    case tooManyFields(String)
    case conditionalProperty
    case algorithmNotWrittenOut
    case algorithmWithoutParts(String)
    case reservedName(String)
    case privateModel(String)

    // A property.
    case needsType(String)
    case tuplePattern
    case lazyProperty(String)
    case constantWithValue(String)
    case badFieldName(String)
    case sameAttribute(String, String, attribute: String)
    case unsupportedType(String, UnsupportedKind)
    case optionalTwice(String)
    case optionalID(String, type: String)
    case referenceAsID(String)
    case optionalPart(String)
    case idInGroup(String)
    case orderingInGroup(String)

    // A marker.
    case markerOutsideModel(String)
    case markerOnUnstored(String)
    case markerTwice(String)
    case markerNotWrittenOut(String, choices: [String])
    case rangeWithoutOrder(String, type: String, marker: String)
    case referenceWithoutRef(String, type: String, isStandardValue: Bool)
    case nullifyRequired(String)
    case indexOnReference(String, marker: String)
    case indexOnID(String, marker: String)
    case referenceOnID(String)
    case indexAndUnique(kept: String)
    case secondOrdering(first: String)
    case orderingWithoutNumbers(String, type: String)
    case orderingOnID(String)

    // How a property is stored.
    case storing(StorageDiagnosis)

    // What a model is told besides its name.
    case option(OptionDiagnosis)
    case ordering(OrderingDiagnosis)

    // A structure, or links.
    case structure(StructureDiagnosis)
    case links(LinkDiagnosis)
}

extension Diagnosis {
    /// Whether an expansion would not compile whatever is left out of it: a name is taken, or the
    /// struct can't be compared.
    var preventsExpansion: Bool {
        switch self {
        case .reservedName, .unsupportedType(_, .tuple), .unsupportedType(_, .closure),
            .unsupportedType(_, .existential):
            true
        default: false
        }
    }
}

extension Diagnosis: DiagnosticMessage {
    var severity: DiagnosticSeverity { .error }

    var diagnosticID: MessageID {
        let description =
            switch self {
            case .storing(let diagnosis): String(describing: diagnosis)
            case .option(let diagnosis): String(describing: diagnosis)
            case .ordering(let diagnosis): String(describing: diagnosis)
            case .structure(let diagnosis): String(describing: diagnosis)
            case .links(let diagnosis): String(describing: diagnosis)
            default: String(describing: self)
            }
        return MessageID(domain: "Stdnet", id: String(description.prefix { $0 != "(" }))
    }
}

/// What was found wrong in one expansion.
///
/// `@Model` reads the struct once for its members and once for its extension, and must complain once.
final class Findings {
    private(set) var diagnostics: [Diagnostic] = []

    func report(_ diagnosis: Diagnosis, at node: some SyntaxProtocol, fix: FixIt? = nil) {
        diagnostics.append(
            Diagnostic(node: node, message: diagnosis, fixIts: fix.map { [$0] } ?? [])
        )
    }
}
