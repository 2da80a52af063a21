import SwiftSyntax

/// The type of a property as the source writes it, without comments and with `?` for every optional.
struct WrittenType {
    /// The type without `?`.
    let base: String
    /// Whether the value may be absent.
    let isOptional: Bool
    /// The model that a `Ref` refers to; nil for all other types.
    let target: String?

    /// Whether values are elements without names.
    let isSequence: Bool

    /// The whole type.
    var source: String { isOptional ? base + "?" : base }
    /// The base without the module that the standard types come from.
    var plainName: String { base.hasPrefix("Swift.") ? String(base.dropFirst(6)) : base }
    /// Whether values have no order that a sorted set could keep.
    var hasNoNumericOrder: Bool { ["String", "Bool"].contains(plainName) }
    /// Whether the type is one of the values that every model may have.
    var isStandardValue: Bool {
        [
            "Int", "Int8", "Int16", "Int32", "Int64", "UInt", "UInt8", "UInt16", "UInt32", "UInt64",
            "Double", "Float", "String", "Bool", "Date",
        ].contains(plainName)
    }

    /// Reads a type; one that is encoded as JSON may be a collection.
    ///
    /// - Throws: The reason why a field cannot have it, when that shows in the source.
    init(
        _ syntax: TypeSyntax,
        of property: String,
        in model: String,
        isEncoded: Bool = false
    ) throws(Diagnosis) {
        let whole = syntax.withoutParentheses
        let wrapped = whole.wrappedByOptional
        let bare = wrapped ?? whole
        base = bare.text(replacingSelfBy: model)
        isOptional = wrapped != nil
        isSequence =
            bare.kind == .arrayType
            || ["Array", "ContiguousArray", "ArraySlice", "Set"].contains(bare.name(in: "Swift"))
        target =
            bare.name(in: "StdnetODM") == "Ref"
            ? bare.genericArguments.first?.text(replacingSelfBy: model) : nil
        if let kind = bare.unsupportedKind, kind != .collection || !isEncoded, base != "[UInt8]" {
            throw .unsupportedType(property, kind)
        }
        if bare.wrappedByOptional != nil {
            throw .optionalTwice(property)
        }
    }
}

/// The kinds of types that can be seen to be no field, whatever conforms to what.
enum UnsupportedKind {
    case collection, tuple, closure, existential, implicitlyUnwrapped
}

extension TypeSyntax {
    fileprivate var withoutParentheses: TypeSyntax {
        guard let tuple = self.as(TupleTypeSyntax.self), let only = tuple.elements.first,
            tuple.elements.count == 1, only.firstName == nil
        else { return self }
        return only.type.withoutParentheses
    }

    fileprivate var wrappedByOptional: TypeSyntax? {
        if let type = self.as(OptionalTypeSyntax.self) {
            return type.wrappedType.withoutParentheses
        }
        guard name(in: "Swift") == "Optional" else { return nil }
        return genericArguments.first?.withoutParentheses
    }

    fileprivate var unsupportedKind: UnsupportedKind? {
        switch kind {
        case .arrayType, .dictionaryType, .inlineArrayType: .collection
        case .tupleType: .tuple
        case .functionType: .closure
        case .attributedType:
            self.as(AttributedTypeSyntax.self)?.baseType.withoutParentheses.unsupportedKind
        case .someOrAnyType, .compositionType, .metatypeType: .existential
        case .implicitlyUnwrappedOptionalType: .implicitlyUnwrapped
        default:
            switch name(in: "Swift") {
            case "Array", "ContiguousArray", "ArraySlice", "Set", "Dictionary": .collection
            case "Void": .tuple
            case "Any", "AnyObject": .existential
            default: nil
            }
        }
    }

    /// The text without comments and line breaks: it is repeated within single lines.
    func text(replacingSelfBy model: String) -> String {
        var text = ""
        for token in tokens(viewMode: .sourceAccurate) {
            let word = token.tokenKind == .keyword(.Self) ? model : token.text
            let isGlued = [text.last, word.first].contains {
                $0.map("<>.,?()[]: ".contains) ?? true
            }
            text += isGlued ? word : " " + word
            if token.tokenKind == .comma { text += " " }
        }
        return text
    }
}
