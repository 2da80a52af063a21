import SwiftSyntax

/// How widely a declaration is seen, narrowest first.
enum Access: Int, Comparable {
    case file, module, package, everywhere

    /// Reads the modifiers of a declaration; `private(set)` and its like say nothing about reading.
    init?(_ modifiers: DeclModifierListSyntax) {
        for modifier in modifiers where modifier.detail == nil {
            switch modifier.name.tokenKind {
            case .keyword(.public): self = .everywhere
            case .keyword(.package): self = .package
            case .keyword(.internal): self = .module
            case .keyword(.fileprivate), .keyword(.private): self = .file
            default: continue
            }
            return
        }
        return nil
    }

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

    /// What is written before a member of the model's extension.
    ///
    /// An extension of a private type needs no word: its members are never seen further than it is.
    var prefixOfMember: String {
        switch self {
        case .everywhere: "public "
        case .package: "package "
        case .module, .file: ""
        }
    }

    /// What is written before the handle of a property with this access, in a model with another.
    ///
    /// A handle is seen where its property is: a public one could name a type that is not public.
    func prefixOfHandle(in model: Access) -> String {
        guard self < model else { return model.prefixOfMember }
        return self == .file ? "fileprivate " : prefixOfMember
    }
}
