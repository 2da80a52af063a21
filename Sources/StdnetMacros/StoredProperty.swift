import SwiftSyntax

/// One stored property of a model, as read from its source.
struct StoredProperty {
    enum Role: Equatable {
        case id(isAutomatic: Bool)
        case value(Index)
        case reference(onDelete: String)
        /// Values of one type that are spread over the fields of a group.
        case embedded
        /// Any value that can be encoded: as the text of one field, or with a field for each leaf.
        case json(isFlattened: Bool)
    }

    /// Which lookups a field serves; the raw value is its case in the schema.
    enum Index: String {
        case none, equality, range, unique, uniqueRange

        /// The type that gives a handle its operators.
        var capability: String {
            switch self {
            case .none: "NoIndex"
            case .equality: "ByValue"
            case .range: "ByRange"
            case .unique: "ByUniqueValue"
            case .uniqueRange: "ByUniqueRange"
            }
        }
    }

    /// The name as the source writes it, with backticks where it has them.
    let word: String
    let type: WrittenType
    let role: Role
    let access: Access
    let options: FieldOptions
    /// Whether it is one of several that identify an object together.
    let isPartOfID: Bool
    /// The value that it has when nothing is said, as the source writes it.
    let initializer: String?
    /// The ordering by this property; nil when it gives none.
    let ordering: WrittenOrdering?
    /// Where the name is.
    let node: Syntax

    /// The name without backticks.
    var name: String { word.withoutBackticks }
    /// The name in the hash.
    var attribute: String { options.attribute ?? (isReference ? name + "_id" : name) }

    var isID: Bool { if case .id = role { true } else { false } }
    var isReference: Bool { if case .reference = role { true } else { false } }
    var isEmbedded: Bool { role == .embedded }
    var isFlattened: Bool { role == .json(isFlattened: true) }
    /// The type that stands around the value where it is stored; nil when it is stored as it is.
    var wrapper: String? {
        guard case .json(let isFlattened) = role else { return nil }
        return isFlattened ? "StdnetODM.FlattenedJSON" : "StdnetODM.JSON"
    }
    /// Whether an absent field reads as something: nil needs no default, and has none.
    var hasDefault: Bool { initializer != nil && !type.isOptional && !isID && !isEmbedded }

    /// The type that is stored.
    var storedType: String {
        guard let wrapper else { return type.source }
        return "\(wrapper)<\(type.base)>" + (type.isOptional ? "?" : "")
    }
}

extension String {
    /// A name without the backticks that make it one.
    var withoutBackticks: String {
        count > 2 && hasPrefix("`") && hasSuffix("`") ? String(dropFirst().dropLast()) : self
    }

    /// Whether this can be stored as the name of a field.
    var isFieldName: Bool {
        utf8.allSatisfy(\.isFieldNameByte) && utf8.first.map { !$0.isDigit } ?? false
    }
}

extension UInt8 {
    var isDigit: Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self) }

    /// Whether this may be in the name of a field: an ASCII letter, a digit or `_`.
    var isFieldNameByte: Bool {
        let isLetter = (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self | 0x20)
        return isLetter || isDigit || self == UInt8(ascii: "_")
    }
}
