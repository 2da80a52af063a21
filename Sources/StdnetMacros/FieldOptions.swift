import SwiftDiagnostics
import SwiftSyntax

/// What `@Field` says of a property.
struct FieldOptions {
    /// The name in the hash.
    private(set) var attribute: String?
    /// The name that it had there before.
    private(set) var formerly: String?
    private(set) var isHidden = false
    private(set) var isCached = false

    /// The options of a property without `@Field`.
    init() {}

    /// Reads the arguments, and reports those that are not written out.
    init(_ marker: Marker, of property: String, in findings: Findings) {
        if marker.arguments.isEmpty {
            findings.report(.storing(.emptyFieldMarker), at: marker.node, fix: .remove(marker))
        }
        for argument in marker.arguments {
            let label = argument.label?.text
            switch label {
            case "hidden", "cached":
                guard let isSet = argument.expression.literalTruth else {
                    findings.report(
                        .storing(.flagNotWrittenOut(label ?? "")),
                        at: argument.expression,
                        fix: .replace(argument.expression, by: "true")
                    )
                    continue
                }
                if label == "hidden" { isHidden = isSet } else { isCached = isSet }
            default:
                guard let name = argument.expression.literalText, name.isFieldName else {
                    findings.report(.storing(.badStoredName), at: argument.expression)
                    continue
                }
                if label == nil { attribute = name } else { formerly = name }
            }
        }
    }
}
